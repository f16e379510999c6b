// Reads the messages of engine/run. How their bytes are laid out comes from the program itself
// (message_schema() in engine/run/messages.h), so no offset and no number of a kind stands here.

/**
 * The type of a field, as codec::type_json in engine/run/codec.h describes it.
 * @typedef {string | {enum: string[]} | {list: FieldType} | {array: FieldType, length: number} |
 *   {optional: FieldType} | {fields: [string, FieldType][]}} FieldType
 */
/** @typedef {{name: string, fields: [string, FieldType][]}} Kind */
/** @typedef {{commands: Kind[], updates: Kind[]}} Schema */
/** @typedef {import("./types").BatchTrace} BatchTrace */
/** @typedef {import("./types").LayerTrace} LayerTrace */

/** Arrays of numbers by the type of their elements. */
const kArrays = {
  u8: Uint8Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** Reads values one after another. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  /** @param {FieldType} type @returns {any} */
  read(type) {
    if (typeof type === "string") return this.#plain(type);
    if ("enum" in type) return type.enum[this.#plain("u8")];
    if ("optional" in type) return this.#plain("bool") ? this.read(type.optional) : null;
    if ("list" in type) return this.#elements(type.list, this.#plain("u32"));
    if ("array" in type) return this.#elements(type.array, type.length);
    // In order: each field is read where the one before it ends.
    return Object.fromEntries(type.fields.map(([name, field]) => [name, this.read(field)]));
  }

  /** @param {FieldType} type @param {number} count */
  #elements(type, count) {
    const Numbers = typeof type === "string" ? kArrays[/** @type {"u8"} */ (type)] : undefined;
    if (!Numbers) return Array.from({ length: count }, () => this.read(type));
    const bytes = this.#take(count * Numbers.BYTES_PER_ELEMENT);
    // Bytes are not copied: pictures are large. Wider numbers need a place of their own, because
    // theirs is rarely aligned.
    return Numbers === Uint8Array ? bytes : new Numbers(bytes.slice().buffer);
  }

  /** @param {number} size in bytes */
  #take(size) {
    if (this.at + size > this.bytes.length) throw new RangeError("a message ends too early");
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  /** @param {string} type @returns {any} */
  #plain(type) {
    if (type === "text") return new TextDecoder().decode(this.#take(this.#plain("u32")));
    if (type === "bool") return this.#plain("u8") !== 0;
    const bits = Number(type.slice(1));
    const at = this.at;
    this.#take(bits / 8);
    switch (type) {
      case "u8":
        return this.view.getUint8(at);
      case "u16":
        return this.view.getUint16(at, true);
      case "i32":
        return this.view.getInt32(at, true);
      case "u32":
        return this.view.getUint32(at, true);
      case "i64":
        return Number(this.view.getBigInt64(at, true));
      case "u64":
        return Number(this.view.getBigUint64(at, true));
      case "f32":
        return this.view.getFloat32(at, true);
      case "f64":
        return this.view.getFloat64(at, true);
      default:
        throw new TypeError(`a message has a field of an unknown type: ${type}`);
    }
  }
}

/** Commands and updates of one program. */
export class MessageFormat {
  /** @param {Schema} schema */
  constructor(schema) {
    this.schema = schema;
  }

  /**
   * The first byte of a command.
   * @param {string} name of the struct in engine/run/commands.h; there must be one
   */
  commandKind(name) {
    const kind = this.schema.commands.findIndex((command) => command.name === name);
    if (kind < 0) throw new TypeError(`there is no command ${name}`);
    return kind;
  }

  /** The fields of a command. @param {Uint8Array} bytes */
  command(bytes) {
    return this.#fields(this.schema.commands, bytes);
  }

  /** The fields of an update. @param {Uint8Array} bytes */
  update(bytes) {
    return this.#fields(this.schema.updates, bytes);
  }

  /** @param {Kind[]} kinds @param {Uint8Array} bytes */
  #fields(kinds, bytes) {
    return new Reader(bytes.subarray(1)).read({ fields: kinds[bytes[0]].fields });
  }
}

/**
 * One training step taken apart, under the names of window.purr.
 * @param {any} reply  the fields of a BatchReply
 * @returns {BatchTrace}
 */
export function batchOf({ trace }) {
  return {
    iteration: trace.iteration,
    cost: trace.cost,
    examples: [...trace.examples],
    layers: trace.layers.map((/** @type {any} */ layer) => {
      const { n_out: units, n_in: inputs, v_dW, v_db, s_dW, s_db, ...rest } = layer;
      return { ...rest, units, inputs, vdW: v_dW, vdb: v_db, sdW: s_dW, sdb: s_db };
    }),
  };
}
