"""What axe does not see: reflow, size of what is pressed, visible focus, one heading, ids that are there twice."""

from typing import Any

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
  .filter((e) => {
    const box = e.getBoundingClientRect(), how = getComputedStyle(e);
    if (!e.checkVisibility()) return false;
    if (box.width <= 2 || !box.height || how.visibility === 'hidden' || how.opacity === '0') return false;
    const label = e.matches('[type=checkbox], [type=radio]') && e.labels?.[0]?.getBoundingClientRect();
    if (label && label.height >= 24) return false;
    const around = e.matches('a') && how.display === 'inline' && e.closest('p, li, dd, td, label');
    if (around && around.innerText.trim().length > e.innerText.trim().length + 8) return false;
    return box.width < 23.5 || box.height < 23.5;
  }).map((e) => `klein: ${(e.innerText || e.name || e.id).trim().slice(0, 40)}`).slice(0, 5)"""
SHAPE = """() => {
  const wrong = [], ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) wrong.push(`twee keer: ${twice.slice(0, 3)}`);
  const heads = [...document.querySelectorAll('h1')].filter((e) => e.getBoundingClientRect().height);
  if (heads.length !== 1) wrong.push(`${heads.length} keer h1`);
  if (document.querySelectorAll('main').length !== 1) wrong.push('niet één main');
  if (!/^(nl|fy|en)/.test(document.documentElement.lang)) wrong.push('geen taal');
  const words = document.querySelector('main').innerText;
  if (/\\b(undefined|None|NaN|\\[object Object\\])\\b/.test(words)) wrong.push('programmatekst');
  return wrong;
}"""
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return '';
  const how = getComputedStyle(e);
  const ring = (how.outlineStyle !== 'none' && parseFloat(how.outlineWidth) >= 2) || how.boxShadow !== 'none';
  if (ring || e.matches('a[href^="#"], iframe')) return '';
  return (e.innerText || e.name || e.id || e.tagName).trim().slice(0, 40);
}"""
STOPS = 12


def faults_of(page: Any) -> list[str]:
    """Everything that is wrong with the page as it stands; empty is good."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": TAGS})
    wrong = [f"axe {v['id']}: {v['nodes'][0]['target']}" for v in found.response["violations"]]
    wrong += page.evaluate(SHAPE) + page.evaluate(SMALL)
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if blind := page.evaluate(FOCUS):
            wrong.append(f"geen zichtbare focus: {blind}")
    size = page.viewport_size
    for width in {320, size["width"]}:
        page.set_viewport_size({"width": width, "height": size["height"]})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width + 1:
            wrong.append(f"{wide} px breed bij {width} px")
    page.set_viewport_size(size)
    return wrong
