// The room that a picture has.
import {useLayoutEffect, useState} from '../lib.js';

/** The width of an element in pixels, which is measured again whenever it has changed; null before it is there. */
export function useWidth(box) {
  const [width, setWidth] = useState(null);
  useLayoutEffect(() => {
    const measure = () => box.current && setWidth(box.current.clientWidth);
    measure();
    const observer = new ResizeObserver(() => requestAnimationFrame(measure)); // at once, it would change what it observes
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
