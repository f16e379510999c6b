// Loaded before every test that Node runs: what newer versions have as a global, Debian 12's Node 18
// keeps in a module.
import { File } from "node:buffer";

globalThis.File ??= File;
