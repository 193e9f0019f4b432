"""What speaks for and against each option? The guide's arguments, each with the municipality's own figures.

The guide weighs reuse (few letters, but everything moves at once) against a new EAN number (a trial period
and one combined letter, but everybody must be written to and the transition drags on). An argument without a
figure behind it in this municipality is left out.
"""

from __future__ import annotations

from desktop.domain.assumptions import Assumptions
from desktop.domain.ean_choice import Comparison, EanPicture
from desktop.domain.intervals import Interval
from desktop.domain.options import OptionFigures, OptionKind
from desktop.domain.tipping_point import TippingPoint
from desktop.texts import numbers
from desktop.texts.phrases import Argument, sentences
from desktop.texts.translate import _, ngettext_


def arguments(
    figures: OptionFigures, comparison: Comparison, assumptions: Assumptions | None = None
) -> list[Argument]:
    """The lines of an option's card, those that speak for it first.

    Args:
        assumptions: what the figures were made with; the defaults when left out.
    """
    kind = figures.option.kind
    if kind is OptionKind.REUSE:
        found = _reuse(figures, comparison)
    elif kind is OptionKind.NEW_GRADUAL:
        found = _gradual(figures, assumptions or Assumptions())
    else:
        found = _at_once(figures, comparison)
    return sorted(found, key=lambda argument: not argument.favours)


# ------------------------------------------------------------------------------------------------- reuse


def _reuse(figures: OptionFigures, comparison: Comparison) -> list[Argument]:
    picture = next((one for one in comparison.eans if one.ean == figures.option.ean), None)
    found = []
    if picture is not None and picture.suppliers:
        found += [_share_in_kp(picture, comparison), *_stay(picture), *_must_leave(picture)]
    found += _everything_at_once(figures)
    if rejected := numbers.counted(figures.rejected):
        message = ngettext_(
            "About {n} misrouted invoice must be rejected, and KP does not tell the supplier.",
            "About {n} misrouted invoices must be rejected, and KP does not tell the suppliers.",
            rejected,
        )
        found.append(Argument(False, message.format(n=numbers.interval(figures.rejected))))
    return found


def _share_in_kp(picture: EanPicture, comparison: Comparison) -> Argument:
    share = share_in_kp(picture, comparison)
    written = numbers.percent_interval(share)
    if share.middle >= 0.5:
        return Argument(True, _("{share} of the suppliers on the number belong in KP.").format(share=written))
    return Argument(
        False, _("Only {share} of the suppliers on the number belong in KP.").format(share=written)
    )


def share_in_kp(picture: EanPicture, comparison: Comparison) -> Interval:
    """The share of the suppliers on an EAN number that belong in KP."""
    point = comparison.tipping_point
    if point is not None and point.ean == picture.ean:
        return point.here
    settled = picture.kp_suppliers + picture.collective_can_split + picture.collective_cannot_split
    return Interval(settled / picture.suppliers, (settled + picture.unknown) / picture.suppliers)


def _stay(picture: EanPicture) -> list[Argument]:
    stay = picture.kp_suppliers
    if not stay:
        return []
    message = ngettext_(
        "{n} supplier needs no letter: it already sends to the number, one citizen per invoice.",
        "{n} suppliers need no letter: they already send to the number, one citizen per invoice.",
        stay,
    )
    return [Argument(True, message.format(n=numbers.whole(stay)))]


def _must_leave(picture: EanPicture) -> list[Argument]:
    leaving = Interval(picture.must_leave, picture.must_leave + picture.unknown)
    if not leaving.high:
        return []
    count = numbers.counted(leaving)
    cannot = picture.collective_cannot_split
    if cannot:
        message = ngettext_(
            "{n} supplier must leave the number, and {m} of them cannot split its collective invoices.",
            "{n} suppliers must leave the number, and {m} of them cannot split their collective invoices.",
            count,
        )
    else:
        message = ngettext_(
            "{n} supplier must leave the number.", "{n} suppliers must leave the number.", count
        )
    return [Argument(False, message.format(n=numbers.interval(leaving), m=numbers.whole(cannot)))]


def _everything_at_once(figures: OptionFigures) -> list[Argument]:
    count = numbers.counted(figures.day_one)
    if not count:
        return []
    message = ngettext_(
        "{n} invoice a month lands in KP from the first day. Everybody must be ready.",
        "{n} invoices a month land in KP from the first day. Everybody must be ready.",
        count,
    )
    return [Argument(False, message.format(n=numbers.interval(figures.day_one)))]


# --------------------------------------------------------------------------------------- a new EAN number


def _gradual(figures: OptionFigures, assumptions: Assumptions) -> list[Argument]:
    pilot = int(min(assumptions["pilot_suppliers"], figures.contacts.high))
    found = []
    if pilot:
        message = ngettext_(
            "Try with {pilot} supplier first, and go on when it works.",
            "Try with {pilot} suppliers first, and go on when it works.",
            pilot,
        )
        found.append(Argument(True, message.format(pilot=numbers.whole(pilot))))
        found.append(_old_number_still_works())
    message = _("The transition takes about {weeks} weeks with two places to look.")
    found.append(Argument(False, message.format(weeks=numbers.interval(figures.weeks))))
    return found + _same_letter(figures) + _everybody_changes(figures)


def _at_once(figures: OptionFigures, comparison: Comparison) -> list[Argument]:
    found = []
    gradual = comparison.figures(OptionKind.NEW_GRADUAL.value)
    if gradual is not None and figures.weeks.high < gradual.weeks.low:
        message = _("A short transition: about {weeks} weeks against {other} with pilot and waves.")
        found.append(
            Argument(
                True,
                message.format(weeks=numbers.interval(figures.weeks), other=numbers.interval(gradual.weeks)),
            )
        )
    if figures.contacts.high:
        found.append(_old_number_still_works())
    found.append(Argument(False, _("There is no trial period: what goes wrong goes wrong for all.")))
    return found + _same_letter(figures) + _everybody_changes(figures) + _everything_at_once(figures)


def _old_number_still_works() -> Argument:
    return Argument(True, _("Invoices to the old number are handled as today, so none must be rejected."))


def _same_letter(figures: OptionFigures) -> list[Argument]:
    count = numbers.counted(figures.must_split_too)
    if not count:
        return []
    message = ngettext_(
        "{n} supplier with collective invoices must be written to in any case. The same letter can give the "
        "new number.",
        "{n} suppliers with collective invoices must be written to in any case. The same letter can give the "
        "new number.",
        count,
    )
    return [Argument(True, message.format(n=numbers.interval(figures.must_split_too)))]


def _everybody_changes(figures: OptionFigures) -> list[Argument]:
    count = numbers.counted(figures.contacts)
    if not count:
        return []
    message = ngettext_(
        "{n} supplier in KP must enter a new number.",
        "All {n} suppliers in KP must enter a new number.",
        count,
    )
    return [Argument(False, message.format(n=numbers.interval(figures.contacts)))]


# ------------------------------------------------------------------------------------ around the options


def tipping(point: TippingPoint | None) -> str:
    """Where reuse and a new EAN number change places, and where the municipality stands; "" without one."""
    if point is None or point.tips_at is None:
        return ""
    if point.tips_at >= 1:
        return _(
            "So many collective invoices on {ean} cannot be split that a new EAN number always "
            "gives the fewest letters."
        ).format(ean=numbers.ean(point.ean))
    where = _(
        "Reuse gives the fewest letters when more than {tips_at} of the suppliers on {ean} "
        "belong in KP. You are at {here}."
    ).format(
        tips_at=numbers.percent(point.tips_at),
        ean=numbers.ean(point.ean),
        here=numbers.percent_interval(point.here),
    )
    if point.reuse_is_lighter is None:
        return sentences(where, _("The suppliers that are not settled decide which way it falls."))
    return where


def undecided(comparison: Comparison) -> str:
    """Why some figures are intervals; "" when everything is settled."""
    count = comparison.undecided
    if not count:
        return ""
    return ngettext_(
        "{n} supplier is not settled. That is why some figures stand as from–to.",
        "{n} suppliers are not settled. That is why some figures stand as from–to.",
        count,
    ).format(n=numbers.whole(count))


def settle(comparison: Comparison) -> str:
    """The link that makes the figures exact; "" when there is nothing to settle."""
    count = comparison.undecided
    if not count:
        return ""
    return ngettext_(
        "Settle {n} supplier to make the figures exact",
        "Settle {n} suppliers to make the figures exact",
        count,
    ).format(n=numbers.whole(count))


def nothing_to_compare() -> str:
    """What the page says before there is an active supplier."""
    return _(
        "There is nothing to compare yet. Import a supplier list and the invoices of the "
        "last 12 months, and the options come by themselves."
    )


def nobody_to_receive() -> str:
    """What stands for an answer when suppliers send, but KP could receive from none of them."""
    return _("There is nothing to weigh: of the suppliers that send, KP could receive from none.")
