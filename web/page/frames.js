// When frames are drawn.

/** Draws on request, at most once per screen refresh; at rest nothing runs. */
export class Frames {
  /**
   * @param {(timeMs: number) => number} draw returns the milliseconds until the next frame is
   *   needed; negative: after the next event
   */
  constructor(draw) {
    this.draw = draw;
    this.requested = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.isStopped = false;
    this.isDrawing = false;
  }

  request() {
    if (this.requested !== 0 || this.isStopped) return;
    this.requested = requestAnimationFrame((timeMs) => {
      this.requested = 0;
      this.#frame(timeMs);
    });
  }

  /**
   * Draws at once, until all waiting input has been handled. The browser allows copying, opening
   * and picking only within the user's gesture, that is within the event.
   */
  drawNow() {
    // A press and its release take two frames, a field that opens one more.
    for (let i = 0; i < 4 && !this.isStopped && !this.isDrawing; ++i)
      if (this.#frame(performance.now()) !== 0) return;
  }

  stop() {
    this.isStopped = true;
    cancelAnimationFrame(this.requested);
    clearTimeout(this.timer);
  }

  /** @param {number} timeMs */
  #frame(timeMs) {
    if (this.isStopped) return -1;
    this.isDrawing = true;
    let wait;
    try {
      wait = this.draw(timeMs);
    } finally {
      this.isDrawing = false;
    }
    clearTimeout(this.timer);
    if (wait === 0) this.request();
    else if (wait > 0) this.timer = setTimeout(() => this.request(), wait);
    return wait;
  }
}
