from __future__ import annotations

from typedthinc.mypy_plugin.recent import Recent


def test_value_is_kept() -> None:
    recent: Recent[str, int] = Recent()
    recent.put("a", 1)
    recent.put("a", 2)
    assert recent.get("a") == 2
    assert recent.get("b") is None


def test_oldest_value_is_dropped() -> None:
    recent: Recent[str, int] = Recent(size=2)
    for place, key in enumerate("abac"):
        recent.put(key, place)
    assert [recent.get(key) for key in "abc"] == [2, None, 3]
