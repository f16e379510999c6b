// Modules that the build puts beside these: the compiled program and parts of npm packages.

declare module "*/purrceptron.mjs" {
  export default function createPurrceptron(
    options: import("./program").ModuleOptions,
  ): Promise<import("./program").PurrModule>;
}

declare module "*/vendor/fflate/fflate.js" {
  export * from "fflate";
}

declare module "*/vendor/h5wasm/hdf5_hl.js" {
  export * from "h5wasm";
}
