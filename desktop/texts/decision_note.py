"""What does the decision note say? Its facts as the fields of the Word template, every value ready to print.

The names are Danish because people type them in Word: `{{ muligheder }}`, `{{ beslutning.hvem }}`. Figures
are written by the same functions as on the screen, so that the note cannot say something else than the page.
"""

from __future__ import annotations

from desktop.domain.assumptions import ASSUMPTIONS
from desktop.domain.choice_gaps import FoundGap
from desktop.domain.decision_note import NoteFacts
from desktop.domain.ean_choice import EanPicture
from desktop.domain.options import OptionFigures
from desktop.domain.scenarios import ScenarioAnswer
from desktop.domain.supplier_classes import SupplierClass
from desktop.texts import assumptions, choice, dates, labels, numbers, phrases, sensitivity
from desktop.texts import choice_gaps as gap_texts
from desktop.texts import recommendation as recommendation_texts
from desktop.texts import review as review_texts
from desktop.texts import scenarios as scenario_texts
from desktop.texts.translate import _, ngettext_

_TERMS = ("letters", "calls", "reminders", "misrouted", "setup", "watching")
_MOST_POINTS = 6
_GROUP = 4


def fields(facts: NoteFacts, gaps: tuple[FoundGap, ...] = (), *, painted: bool = True) -> dict[str, object]:
    """The fields of the template, but the pictures.

    Args:
        gaps: what is missing before the figures can be relied on.
        painted: there will be pictures; otherwise the note says why it has tables instead.
    """
    found, comparison = facts.recommendation, facts.comparison
    reasons = recommendation_texts.reasons(found) if found else []
    return {
        "kommune": {
            "navn": facts.municipality.name,
            "afdeling": facts.municipality.department,
            "telefon": facts.municipality.phone,
            "mail": facts.municipality.email,
        },
        "dato": dates.long(facts.at.date()),
        "klokken": f"{facts.at:%H.%M}",
        "anbefaling": recommendation_texts.headline(found, comparison),
        "begrundelser": [_line(one) for one in reasons],
        "robusthed": recommendation_texts.robustness(found) if found else "",
        "grundlag": basis(facts),
        "mangler": [gap_texts.sentence(one) for one in gaps],
        "muligheder": [_option(one, facts) for one in facts.options],
        "argumenter": [_arguments(one, facts) for one in facts.options],
        "ean": [_ean(one) for one in comparison.eans],
        "antagelser": [_assumption(facts, one.key) for one in ASSUMPTIONS],
        "antagelser_fra": scenario_texts.state_in_note(facts.premises),
        "vendepunkter": _turning(facts),
        "vender": choice.tipping(facts.tipping),
        "scenarier": [_scenario(one, facts) for one in facts.scenarios],
        "beslutning": _decision(facts),
        "klar": [
            {
                "punkt": scenario_texts.ready(one.point),
                "status": _("Done") if one.done else _("Missing"),
                "ansvarlig": one.who,
            }
            for one in facts.readiness
        ],
        "genbrug": facts.reuse_ean,
        "hvem": _contacts(facts),
        "udsving": _swings(facts),
        "uden_billeder": ""
        if painted
        else _("The charts could not be drawn on this computer. Their figures stand in the tables."),
        "fingeraftryk": fingerprint(facts.fingerprint),
    }


def basis(facts: NoteFacts) -> str:
    """What the figures were counted over."""
    comparison = facts.comparison
    told = [
        ngettext_(
            "Counted over {n} month.", "Counted over the last {n} months.", comparison.window_months
        ).format(n=numbers.whole(comparison.window_months)),
        ngettext_("{n} supplier sent invoices.", "{n} suppliers sent invoices.", comparison.active).format(
            n=numbers.whole(comparison.active)
        ),
        choice.undecided(comparison),
    ]
    return phrases.sentences(*told)


def fingerprint(digest: str) -> str:
    """The beginning of a fingerprint in groups that can be read aloud and compared by eye."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, 4 * _GROUP, _GROUP))


def _option(figures: OptionFigures, facts: NoteFacts) -> dict[str, object]:
    key = figures.option.key
    chosen = facts.review is not None and facts.review.choice.option == key
    recommended = facts.recommendation is not None and facts.recommendation.key == key
    marks = [_("chosen")] * chosen + [_("recommended")] * recommended
    terms = {term: numbers.interval(figures.hours_by_term[term], 1) for term in _TERMS}
    waves = ngettext_("Yes, {n} wave", "Yes, {n} waves", numbers.counted(figures.waves)).format(
        n=numbers.interval(figures.waves)
    )
    return {
        "noegle": key,
        "navn": labels.option(figures.option),
        "maerke": f" ({', '.join(marks)})" if marks else "",
        "breve": numbers.interval(figures.contacts),
        "timer": numbers.interval(figures.hours),
        "uger": numbers.interval(figures.weeks),
        "dag_et": numbers.interval(figures.day_one),
        "fejlsendte": numbers.interval(figures.misrouted),
        "afvises": numbers.interval(figures.rejected),
        "gradvis": waves if figures.gradual else _("No"),
        "timer_brev": terms["letters"],
        "timer_opkald": terms["calls"],
        "timer_rykker": terms["reminders"],
        "timer_fejlsendte": terms["misrouted"],
        "timer_opsaetning": terms["setup"],
        "timer_tilsyn": terms["watching"],
        "timer_i_alt": numbers.interval(figures.hours, 1),
    }


def _arguments(figures: OptionFigures, facts: NoteFacts) -> dict[str, object]:
    found = choice.arguments(figures, facts.comparison, facts.premises.assumptions)
    return {
        "navn": labels.option(figures.option),
        "linjer": [_line(one) for one in found],
    }


def _line(argument: phrases.Argument) -> dict[str, object]:
    return {"tegn": _("In favour") if argument.favours else _("Against"), "tekst": argument.sentence}


def _ean(picture: EanPicture) -> dict[str, object]:
    return {
        "nummer": numbers.ean(picture.ean),
        "leverandoerer": numbers.whole(picture.suppliers),
        "i_kp": numbers.whole(picture.kp_suppliers),
        "kan_dele": numbers.whole(picture.collective_can_split),
        "kan_ikke_dele": numbers.whole(picture.collective_cannot_split),
        "uden_for": numbers.whole(picture.other_suppliers),
        "uafklarede": numbers.whole(picture.unknown),
        "fakturaer": numbers.whole(picture.invoices),
        "beloeb": numbers.whole_kroner(picture.amount_ore),
    }


def _assumption(facts: NoteFacts, key: str) -> dict[str, object]:
    declared = next(one for one in ASSUMPTIONS if one.key == key)
    now = facts.premises.assumptions[key]
    return {
        "navn": assumptions.label(key),
        "vaerdi": assumptions.value(key, now),
        "standard": assumptions.value(key, declared.default),
        "aendret": _("changed") if now != declared.default else "",
    }


def _turning(facts: NoteFacts) -> list[str]:
    if facts.recommendation is None:
        return []
    if not facts.turning_points:
        return [sensitivity.no_turning_point()]
    return [sensitivity.turning_point(one) for one in facts.turning_points[:_MOST_POINTS]]


def _scenario(answer: ScenarioAnswer, facts: NoteFacts) -> dict[str, object]:
    found = answer.recommendation
    figures = answer.comparison.figures(found.key) if found else None
    now = ScenarioAnswer(None, facts.premises.assumptions, facts.comparison, facts.recommendation)
    return {
        "navn": answer.scenario.name if answer.scenario else "",
        "taler_for": labels.option(found.key) if found else "",
        "breve": numbers.interval(figures.contacts) if figures else "",
        "timer": numbers.interval(figures.hours) if figures else "",
        "uger": numbers.interval(figures.weeks) if figures else "",
        "forskelle": "; ".join(scenario_texts.differences(answer, now)) or _("None"),
    }


def _decision(facts: NoteFacts) -> dict[str, object]:
    review = facts.review
    if review is None:
        return {"truffet": "", "mulighed": "", "ean": "", "hvem": "", "dato": "", "hvorfor": "", "siden": ""}
    chosen = review.choice
    return {
        "truffet": _("Yes"),
        "mulighed": labels.option(chosen.option),
        "ean": numbers.ean(chosen.ean) if chosen.ean else _("not given yet"),
        "hvem": chosen.by,
        "dato": dates.long(chosen.at.date()),
        "hvorfor": chosen.reason or _("No reason was given."),
        "siden": f"{review_texts.title()}. {review_texts.sentence(review)}" if review.moved else "",
    }


def _contacts(facts: NoteFacts) -> list[dict[str, object]]:
    reuse, new = facts.contacts
    rows: list[dict[str, object]] = []
    for parts, name, there in (
        (reuse, _("Reuse"), bool(facts.reuse_ean)),
        (new, _("New EAN number"), True),
    ):
        if there:
            counts = {one: numbers.whole(parts.settled.get(one, 0)) for one in SupplierClass}
            rows.append(
                {
                    "navn": name,
                    "n": counts[SupplierClass.OUTSIDE_ON],
                    "u": counts[SupplierClass.CANNOT_SPLIT_ON],
                    "k": counts[SupplierClass.SINGLE_ON],
                    "c": counts[SupplierClass.COLLECTIVE_ON],
                    "m": counts[SupplierClass.ELSEWHERE],
                    "uafklarede": numbers.whole(parts.unsettled),
                }
            )
    return rows


def _swings(facts: NoteFacts) -> list[dict[str, object]]:
    swings = facts.tornado.swings if facts.tornado else ()
    return [
        {
            "antagelse": assumptions.label(one.key),
            "lav": assumptions.value(one.key, one.low_value),
            "timer_lav": numbers.decimal(one.low, 1),
            "hoej": assumptions.value(one.key, one.high_value),
            "timer_hoej": numbers.decimal(one.high, 1),
            "vender": _("Yes") if one.flips else _("No"),
        }
        for one in swings
    ]
