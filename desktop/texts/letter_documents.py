"""How was a document made, does it equal docxtpl's, and why are some letters in no joined file?"""

from __future__ import annotations

from desktop.domain.letter_documents import Detour, JoinFault, PartVerdict, RenderReport, Road
from desktop.domain.letters import BatchResult, NotJoined
from desktop.texts import labels, letters, numbers
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _, ngettext_

_ROAD = {
    Road.FAST: N_("The document was made on the fast road."),
    Road.DOCXTPL: N_("docxtpl itself made the document."),
}
_DETOUR = {
    Detour.PICTURE: N_("A picture is put in."),
    Detour.SUBDOCUMENT: N_("Another document is put in."),
    Detour.LINK: N_("A link is put in."),
    Detour.REPLACEMENT: N_("A part of the file is replaced."),
    Detour.NAMESPACE: N_("The template's XML is written in an unusual way."),
    Detour.SHARED_PART: N_("A page header or footer is used twice."),
    Detour.SECTIONS: N_("The footnotes print braces, and the template has several sections."),
}
_JOIN_FAULT = {
    JoinFault.DETOUR: N_("docxtpl itself makes these letters."),
    JoinFault.NOTES: N_("They have footnotes or comments."),
    JoinFault.BOOKMARKS: N_("They refer to bookmarks."),
    JoinFault.PAGE_COUNT: N_("Each has several sections, or a page count that Word has split."),
    JoinFault.HEADERS: N_("Their first section lacks a page header that a later section has."),
}
_VERDICT = {
    PartVerdict.EQUAL: N_("equal"),
    PartVerdict.ESCAPED_ONCE: N_("equal, except that docxtpl writes “&amp;” for “&”"),
    PartVerdict.DIFFERENT: N_("different"),
    PartVerdict.ONLY_OURS: N_("not in docxtpl's document"),
    PartVerdict.ONLY_DOCXTPLS: N_("only in docxtpl's document"),
}


def road(taken: Road) -> str:
    """Which way a document was made."""
    return _(_ROAD[taken])


def detour(reason: Detour) -> str:
    """Why docxtpl itself made a document."""
    return _(_DETOUR[reason])


def join_fault(fault: JoinFault) -> str:
    """What in letters forbids to put them into one file."""
    return _(_JOIN_FAULT[fault])


def part_verdict(verdict: PartVerdict) -> str:
    """How a part stands beside docxtpl's."""
    return _(_VERDICT[verdict])


def report(told: RenderReport) -> list[str]:
    """The road, and the comparison if there is one, line by line."""
    lines = [sentences(road(told.road), detour(told.detour) if told.detour else "")]
    if not told.parts:
        return lines
    lines += [f"  {one.part}: {part_verdict(one.verdict)}" for one in told.parts]
    count = len(told.parts)
    if told.equal:
        whole = ngettext_(
            "The {n} part is as docxtpl makes it.", "All {n} parts are as docxtpl makes them.", count
        )
        return [*lines, whole.format(n=numbers.whole(count))]
    return [*lines, _("The document differs from docxtpl's.")]


def not_joined(letters_left: NotJoined) -> str:
    """Why some letters are in no joined file."""
    if letters_left.fault is not None:
        why = join_fault(letters_left.fault)
    elif letters_left.write_fault is not None:
        why = letters.letter_fault(letters_left.write_fault)
    else:
        why = ""
    kept = _("{letter}: these letters are in no joined file.").format(
        letter=labels.letter_kind(letters_left.kind)
    )
    return sentences(kept, why, _("Print them one by one."))


def joined(result: BatchResult) -> list[str]:
    """The joined files of a run, and what is in none."""
    lines = [
        ngettext_("{n} letter is in {file}.", "{n} letters are in {file}.", len(one.positions)).format(
            n=numbers.whole(len(one.positions)), file=one.path.name
        )
        for one in result.joined
    ]
    return [*lines, *(not_joined(one) for one in result.not_joined)]
