package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view on a telephone, a tablet, a laptop and a wall: nothing is cut, hidden or covered. */
class LayoutTest extends ConsoleFixture {

  /** Of what is shown, what does not fit; measured when the pictures have their new size. */
  private static final String MEASURE =
      """
      const done = arguments[0];
      // A picture learns of its new width in one frame, and is drawn in the next.
      const after = (frames, then) => frames ? requestAnimationFrame(() => after(frames - 1, then)) : then();
      after(5, () => {
        const found = [];
        const width = innerWidth;
        const say = (what, each, more = '') => found.push(`${what}: <${each.tagName.toLowerCase()}`
            + ` class="${each.getAttribute('class') || ''}"> ${each.textContent.trim().slice(0, 40)} ${more}`);
        const style = each => getComputedStyle(each);
        const isShown = each => each.getClientRects().length > 0 && each.checkVisibility({visibilityProperty: true});
        const clips = each => ['auto', 'scroll', 'hidden', 'clip'].includes(style(each).overflowX);
        const within = (each, condition) => {
          for (let up = each.parentElement; up; up = up.parentElement) {
            if (condition(up)) {
              return up;
            }
          }
          return null;
        };
        if (document.documentElement.scrollWidth > width) {
          found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} of ${width}`);
        }
        for (const box of width < 1280 ? [] : document.querySelectorAll('.table-box')) {
          if (box.scrollWidth > box.clientWidth + 1) {
            say('the table scrolls sideways', box, `${box.scrollWidth} of ${box.clientWidth}`);
          }
        }
        const all = [...document.querySelectorAll('body *')].filter(each =>
            isShown(each) && !each.closest('.hidden, .skip, #status, datalist'));
        for (const each of all) {
          const box = each.getBoundingClientRect();
          if ((box.right > width + 1 || box.left < -1) && !within(each, clips)) {
            say('beside the page', each, `${Math.round(box.left)} to ${Math.round(box.right)}`);
          }
          const isCut = each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
          if (isCut && !each.ownerSVGElement && each.tagName !== 'svg' && !each.matches('input, select, textarea')
              && ['hidden', 'clip'].includes(style(each).overflowX) && style(each).textOverflow !== 'ellipsis') {
            say('cut', each, `${each.scrollWidth} of ${each.clientWidth}`);
          }
          if (each.ownerSVGElement && each.tagName === 'text') {
            const frame = each.ownerSVGElement.getBoundingClientRect();
            if (box.right > frame.right + 1 || box.left < frame.left - 1
                || box.bottom > frame.bottom + 1 || box.top < frame.top - 1) {
              say('beside its picture', each, `${Math.round(box.left - frame.left)}, ${Math.round(box.top - frame.top)}`
                  + ` of ${Math.round(frame.width)} x ${Math.round(frame.height)}`);
            }
          }
        }
        const targets = all.filter(each => each.matches(
            'button, select, textarea, a.button, nav a, summary, input:not([type=checkbox], [type=radio])'));
        for (const each of targets) {
          const box = each.getBoundingClientRect();
          if (box.width < 24 || box.height < 24) {
            say('hard to hit', each, `${Math.round(box.width)} x ${Math.round(box.height)}`);
          }
        }
        const pressed = all.filter(each => each.matches('button, select, input, textarea, a[href]'));
        for (let i = 0; i < pressed.length; i++) {
          const one = pressed[i].getBoundingClientRect();
          const middle = document.elementFromPoint((one.left + one.right) / 2, (one.top + one.bottom) / 2);
          if (middle && !pressed[i].contains(middle) && !middle.contains(pressed[i])
              && !within(pressed[i], clips)) {
            say('covered', pressed[i], `by <${middle.tagName.toLowerCase()}> ${middle.textContent.trim().slice(0, 30)}`);
          }
        }
        done(found);
      });
      """;

  private static final List<Integer> WIDTHS = List.of(320, 768, 1280, 3840);

  @Override
  SecretsEmulator emulator() {
    var aws = Shop.afterABusyMorning();
    aws.replicationLag("eu-west-1", Duration.ofMinutes(5));
    return aws;
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyViewFitsEveryScreen(String colours) {
    page.colours(colours);
    var found = new ArrayList<String>();
    for (var view : shown()) {
      page.open(view);
      for (int width : WIDTHS) {
        page.size(width, width == 3840 ? 2160 : 800);
        for (var fault : measured()) {
          found.add(view + " at " + width + ": " + fault);
        }
      }
      page.size(1280, 900);
    }
    assertThat(found).isEmpty();
  }

  /** The views of the navigation, and of each with rows the first. */
  private Set<String> shown() {
    var shown = new LinkedHashSet<String>();
    for (var view : page.views()) {
      shown.add(view);
      var row = page.open(view).firstRow();
      if (row != null) {
        shown.add(row);
      }
    }
    shown.addAll(List.of("access?tab=matrix", "secrets/prod%2Fdb?as=table", "keys"));
    return shown;
  }

  @SuppressWarnings("unchecked") // the script makes a list of texts
  private List<String> measured() {
    return (List<String>) page.settled().driver().executeAsyncScript(MEASURE);
  }
}
