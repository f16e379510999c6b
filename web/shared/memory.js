// Strings and arrays in the memory of an instance.

/** @typedef {import("./program").PurrModule} PurrModule */
/** @typedef {import("./types").CurvePoint} CurvePoint */

/** Copies values into the memory of an instance and out of it. */
export class Memory {
  /** @param {PurrModule} module */
  constructor(module) {
    this.module = module;
  }

  /**
   * Memory of the instance, which the caller frees. Address 0 would be written to like any other.
   * @param {number} size bytes
   * @throws {RangeError} when there is none
   */
  allocate(size) {
    const address = this.module._malloc(size);
    if (address === 0) throw new RangeError(`out of memory: ${size} bytes`);
    return address;
  }

  /**
   * Calls `use` with the addresses of the strings, which are valid during the call.
   * @template Result
   * @param {string[]} strings
   * @param {(...addresses: number[]) => Result} use
   * @returns {Result}
   */
  withStrings(strings, use) {
    const addresses = strings.map((text) => this.module.stringToNewUTF8(text));
    try {
      return use(...addresses);
    } finally {
      for (const address of addresses) this.module._free(address);
    }
  }

  /**
   * Calls `use` with the addresses of copies of the arrays, which are valid during the call.
   * @template Result
   * @param {(Uint8Array | Uint8ClampedArray | Float64Array)[]} arrays
   * @param {(...addresses: number[]) => Result} use
   * @returns {Result}
   */
  withArrays(arrays, use) {
    /** @type {number[]} */
    const addresses = [];
    try {
      for (const array of arrays) {
        const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
        const address = this.allocate(Math.max(bytes.length, 8));
        addresses.push(address);
        this.module.HEAPU8.set(bytes, address);
      }
      return use(...addresses);
    } finally {
      for (const address of addresses) this.module._free(address);
    }
  }

  /** A string that the program passed to its caller, which frees it. @param {number} address */
  takeString(address) {
    const text = this.module.UTF8ToString(address);
    this.module._free(address);
    return text;
  }

  /** The same where address 0 means that there is none. @param {number} address */
  takeOptionalString(address) {
    return address === 0 ? null : this.takeString(address);
  }

  /**
   * A copy of `count` bytes that the program writes.
   * @param {number} count
   * @param {(address: number) => void} write
   * @returns {import("./types").Bytes}
   */
  takeBytes(count, write) {
    const address = this.allocate(count);
    try {
      write(address);
      return this.module.HEAPU8.slice(address, address + count);
    } finally {
      this.module._free(address);
    }
  }

  /**
   * Doubles that the program keeps and that are valid until its next call.
   * @param {(count: number) => number} call takes the address for their number, returns their own
   * @returns {number[]}
   */
  numbers(call) {
    const countAddress = this.module._malloc(8);
    try {
      const start = call(countAddress) >>> 3;
      const count = this.module.HEAP32[countAddress >>> 2];
      return Array.from(this.module.HEAPF64.subarray(start, start + count));
    } finally {
      this.module._free(countAddress);
    }
  }

  /** The same two by two. @param {(count: number) => number} call @returns {CurvePoint[]} */
  pairs(call) {
    const numbers = this.numbers(call);
    /** @type {CurvePoint[]} */
    const pairs = [];
    for (let i = 0; i < numbers.length; i += 2) pairs.push([numbers[i], numbers[i + 1]]);
    return pairs;
  }
}
