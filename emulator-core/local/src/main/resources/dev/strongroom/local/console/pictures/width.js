// How wide a picture may be.
import {useLayoutEffect, useState} from '../frame.js';

/** Returns the width of an element, between the least and the most, as it changes. */
export function useWidth(box, least, most = Infinity) {
  const [width, setWidth] = useState(Math.min(800, most));
  useLayoutEffect(() => {
    const measure = () => setWidth(Math.max(least, Math.min(most, box.current?.clientWidth ?? least)));
    measure();
    let waiting = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(measure); // in a frame of its own: drawing may change the size again
    });
    observer.observe(box.current);
    return () => {
      cancelAnimationFrame(waiting);
      observer.disconnect();
    };
  }, []);
  return width;
}
