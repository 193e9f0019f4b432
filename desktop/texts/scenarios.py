"""How are scenarios and readiness spoken of?"""

from __future__ import annotations

from desktop.domain.readiness import ReadinessPoint
from desktop.domain.scenarios import OpenSuppliers, Premises, ScenarioAnswer
from desktop.texts import assumptions, labels, numbers
from desktop.texts.phrases import sentences, within
from desktop.texts.translate import N_, _, ngettext_

_OPEN = {
    OpenSuppliers.AS_THEY_ARE: N_("As intervals"),
    OpenSuppliers.IN_KP: N_("As if they belong in KP"),
    OpenSuppliers.OUTSIDE: N_("As if they do not belong in KP"),
}
_POINT = {
    ReadinessPoint.STAFF: N_("Everybody who deals with invoices has been instructed."),
    ReadinessPoint.SCENARIOS: N_(
        "There are written guidelines for each case: invoice, credit note, reminder."
    ),
    ReadinessPoint.ROUTING: N_("The ERP sends the EAN number on to KP from the right day."),
    ReadinessPoint.BACKUP: N_("Named people can see the invoices in the ERP if something goes wrong."),
}


def open_suppliers(taken: OpenSuppliers) -> str:
    """How a scenario takes the suppliers nobody has judged."""
    return _(_OPEN[taken])


def ready(point: ReadinessPoint) -> str:
    """What must be in place when everything moves at once."""
    return _(_POINT[point])


def state(premises: Premises) -> str:
    """What the figures rest on now: the defaults, a scenario, or changes that nobody has kept."""
    if premises.as_declared:
        return _("The defaults are in force. Change one, and the figures answer at once.")
    if premises.scenario:
        return _("From the scenario “{name}”. * marks what differs from the defaults.").format(
            name=premises.scenario
        )
    return _(
        "* marks what differs from the defaults. It applies until you close the plan. "
        "Save it as a scenario to keep it."
    )


def differences(answer: ScenarioAnswer, first: ScenarioAnswer) -> list[str]:
    """A scenario's assumptions where they differ from the first one's: "Minutter pr. brev: 10 (mod 6)"."""
    found = [
        _("{assumption}: {value} (against {other})").format(
            assumption=assumptions.label(key),
            value=assumptions.value(key, answer.assumptions[key]),
            other=assumptions.value(key, first.assumptions[key]),
        )
        for key in answer.assumptions
        if key in answer.differs
    ]
    scenario = answer.scenario
    if scenario is not None and scenario.open_suppliers is not OpenSuppliers.AS_THEY_ARE:
        found.append(_("Not settled: {taken}").format(taken=within(open_suppliers(scenario.open_suppliers))))
    if scenario is not None and scenario.what_if:
        count = len(scenario.what_if)
        found.append(
            ngettext_(
                "{n} supplier decided in the scenario", "{n} suppliers decided in the scenario", count
            ).format(n=numbers.whole(count))
        )
    return found


def line(answer: ScenarioAnswer, first: ScenarioAnswer) -> str:
    """A scenario in one line of a terminal."""
    name = answer.scenario.name if answer.scenario else _("The plan as it stands")
    found = answer.recommendation
    told = labels.option(found.key) if found else _("There is nothing to weigh.")
    differs = "; ".join(differences(answer, first)) if answer.scenario else ""
    return f"{name}: {told}" + (f" ({differs})" if differs else "")


def reason(name: str, said: str) -> str:
    """The reason of a choice that was made from a scenario: it names the scenario."""
    return sentences(_("From the scenario “{name}”.").format(name=name), said)


def state_in_note(premises: Premises) -> str:
    """The same for somebody who reads the note."""
    if premises.as_declared:
        return _("All assumptions are the defaults. They are working assumptions, not facts.")
    if premises.scenario:
        return _("The assumptions are those of the scenario “{name}”. What differs is marked.").format(
            name=premises.scenario
        )
    return _("Some assumptions differ from the defaults; they are marked.")
