"""Somebody without a mouse: Tab to what has a name, Space, Enter, arrows, typing."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page

FAR = 120  # presses of Tab: nobody goes farther
NAME = "one => (one.labels?.[0] ?? one).innerText || one.getAttribute('aria-label') || ''"
SEEN = """one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    && box.bottom > 0 && box.top < innerHeight;
}"""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys of one window."""

    page: Page

    @property
    def here(self) -> Locator:
        """What has the focus."""
        return self.page.locator(":focus")

    async def to(self, name: str) -> None:
        """Go on by Tab to what has this name; wherever the focus stops on the way, it is seen."""
        passed = []
        for _ in range(FAR):
            await self.page.keyboard.press("Tab")
            if await self.here.count() == 0:  # past the last one: the browser's own frame
                continue
            passed.append(" ".join(str(await self.here.evaluate(NAME)).split()))
            assert await self.here.evaluate(SEEN), f"nobody sees that {passed[-1]} has the focus"
            if passed[-1].startswith(name):
                return
        raise AssertionError(f"Tab never comes to {name}, only to {passed}")

    async def write(self, name: str, words: str) -> None:
        """Type into a field, over whatever it holds."""
        await self.to(name)
        await self.page.keyboard.press("Control+A")
        await self.page.keyboard.type(words)

    async def choose(self, name: str, option: str) -> None:
        """Choose from a list by the first signs of what it says."""
        await self.to(name)
        await self.page.keyboard.type(option)
        chosen = await self.here.evaluate("one => one.selectedOptions[0].text")
        assert str(chosen).startswith(option), chosen

    async def tick(self, name: str) -> None:
        """Tick a box."""
        await self.to(name)
        await self.page.keyboard.press("Space")
        assert await self.here.is_checked()

    async def enter(self, name: str) -> None:
        """Press a button, or follow a link."""
        await self.to(name)
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_load_state()
