/** For `page.evaluate`: the next picture comes a while after a key or a press, as where much is to be drawn. */
export function drawSlowly(): void {
  const draw = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) => window.setTimeout(() => draw(callback), 300)
}
