// Calls that hand user data to the program (shell/host/browser/user_data.cpp). Sets are staged first and
// committed together: a training and a test file make one new run.

/** @typedef {import("../../shared/types").PictureSet} PictureSet */

/** Joins the arguments of an error; a name may not contain it. */
const kSeparator = "\u001f";
/** @param {string[]} args */
const joinArgs = (args) => args.map((arg) => arg.replaceAll(kSeparator, " ")).join(kSeparator);

export class DataCalls {
  /** @param {import("../../shared/memory.js").Memory} memory */
  constructor(memory) {
    this.memory = memory;
    this.module = memory.module;
  }

  /**
   * What a file is by its first bytes.
   * @param {string} name @param {Uint8Array} head the first 64 kB
   * @returns {"picture" | "zip" | "hdf5" | "other"}
   */
  fileKind(name, head) {
    const text = this.memory.withArrays([head], (bytes) =>
      this.memory.withStrings([name], (nameAddress) =>
        this.memory.takeString(this.module._purr_file_kind(nameAddress, bytes, head.length)),
      ),
    );
    return /** @type {"picture" | "zip" | "hdf5" | "other"} */ (text);
  }

  // ---- data sets ----

  /** @param {PictureSet} set */
  stagePictures(set) {
    const isTest = set.isTest ? 1 : 0;
    const { height, width, channels } = set;
    this.memory.withArrays([set.pixels, set.labels], (pixels, labels) =>
      this.memory.withStrings(set.classNames ?? ["", ""], (name0, name1) =>
        this.module._purr_bring_pictures(
          isTest,
          set.labels.length,
          height,
          width,
          channels,
          pixels,
          labels,
          name0,
          name1,
        ),
      ),
    );
  }

  /**
   * A file of text, or one of another kind than HDF5: the program decides what it is.
   * @param {string} name
   * @param {Uint8Array} bytes all of it, or its first part where it is larger than kMaxTextBytes
   * @param {number} size of the whole file, bytes
   * @param {string} [encoding] such as "GBK"; detected if left out
   * @returns {string | null} what is wrong with it, which the program has shown
   */
  stageText(name, bytes, size, encoding = "") {
    return this.memory.withArrays([bytes], (address) =>
      this.memory.withStrings([name, encoding], (nameAddress, encodingAddress) =>
        this.memory.takeOptionalString(
          this.module._purr_bring_text(nameAddress, address, bytes.length, size, encodingAddress),
        ),
      ),
    );
  }

  /**
   * @param {Uint8Array} bytes of the Chinese typefaces, unpacked
   * @returns {boolean} false where they are something else
   */
  takeChineseFonts(bytes) {
    return this.memory.withArrays(
      [bytes],
      (address) => this.module._purr_bring_chinese_fonts(address, bytes.length) === 1,
    );
  }

  /** @param {Uint8Array} bytes the pack of emoji glyphs, unpacked */
  stageGlyphs(bytes) {
    this.memory.withArrays([bytes], (address) =>
      this.module._purr_bring_glyphs(address, bytes.length),
    );
  }

  /**
   * Hands over everything that was staged since the last time.
   * @param {boolean} [isDropped] the user added it by hand just now
   * @returns {{problems: string[], tables: import("../../shared/types").TableReport[]}} what could
   *   not be used, in sentences that the program has shown, and what was understood of tables
   */
  commit(isDropped = false) {
    return JSON.parse(this.memory.takeString(this.module._purr_bring_done(isDropped ? 1 : 0)));
  }

  // ---- the user's own pictures ----

  /**
   * @param {string} name @param {string} folder
   * @param {number} label 0, 1, or -1 where the folder decides
   * @param {Uint8Array} rgb 64 × 64 × 3
   */
  addMyPicture(name, folder, label, rgb) {
    this.memory.withArrays([rgb], (address) =>
      this.memory.withStrings([name, folder], (nameAddress, folderAddress) =>
        this.module._purr_my_picture(nameAddress, folderAddress, label, address),
      ),
    );
  }

  /**
   * A picture that could not be read.
   * @param {import("../../shared/types").ErrorRow} error
   * @returns {string} its sentence
   */
  addBadPicture({ code, args }) {
    return this.memory.withStrings([code, joinArgs(args)], (codeAddress, argsAddress) =>
      this.memory.takeString(this.module._purr_bad_picture(codeAddress, argsAddress)),
    );
  }

  /** @returns {import("../../shared/types").PicturesReport} what was understood of the folders */
  myPicturesReport() {
    return JSON.parse(this.memory.takeString(this.module._purr_my_pictures_report()));
  }

  /** @param {number} done @param {number} total */
  setMyPicturesProgress(done, total) {
    this.module._purr_my_pictures_progress(done, total);
  }
  endMyPictures() {
    this.module._purr_my_pictures_done();
  }

  /** @returns {number} CropMode of engine/data/resize.h: how a picture becomes a square */
  cropMode() {
    return this.module._purr_crop_mode();
  }
  /** @returns {[string, string]} of class 0 and class 1 */
  myClassNames() {
    return JSON.parse(this.memory.takeString(this.module._purr_my_class_names()));
  }

  // ---- what the canvas shows of it ----

  /**
   * Shows an error.
   * @param {import("../../shared/types").ErrorRow} error
   * @returns {string} its sentence
   */
  reportError({ code, args }) {
    return this.memory.withStrings([code, joinArgs(args)], (codeAddress, argsAddress) =>
      this.memory.takeString(this.module._purr_report_error(codeAddress, argsAddress)),
    );
  }
  /**
   * The sentence of an error, without showing it.
   * @param {import("../../shared/types").ErrorRow} error
   */
  describe({ code, args }) {
    return this.memory.withStrings([code, joinArgs(args)], (codeAddress, argsAddress) =>
      this.memory.takeString(this.module._purr_describe_error(codeAddress, argsAddress)),
    );
  }
  /** @param {boolean} isOver files are being dragged over the page */
  setDropHover(isOver) {
    this.module._purr_drop_hover(isOver ? 1 : 0);
  }
  /** @param {boolean} isBusy files are being read */
  setBusy(isBusy) {
    this.module._purr_busy(isBusy ? 1 : 0);
  }
}
