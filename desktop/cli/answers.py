"""`invoices`, `collective`, `compare`, `choose`, `recipients`: what the plan says, and the choice."""

from __future__ import annotations

import argparse

from desktop.cli import choosing, lines
from desktop.cli.plans import opened
from desktop.cli.quality import waiting
from desktop.cli.result import Json, Result, ends, rounded
from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import told_apart
from desktop.domain.ean_choice import Comparison, EanPicture
from desktop.domain.invoices import Invoice
from desktop.domain.kp_list import remarks_of
from desktop.domain.kp_matching import Judging
from desktop.domain.options import OptionFigures
from desktop.domain.plan import EanChoice
from desktop.domain.recipients import Recipient
from desktop.domain.recommendation import Recommendation
from desktop.domain.sensitivity import turning_points
from desktop.domain.suppliers import Supplier
from desktop.domain.tipping_point import TippingPoint
from desktop.texts import choice_gaps as gap_texts
from desktop.texts import recipients as recipient_texts
from desktop.texts import recommendation as recommendation_texts
from desktop.texts import scenarios as scenario_texts
from desktop.workspace import scenarios
from desktop.workspace.operations import ChooseEan


def invoices(options: argparse.Namespace) -> Result:
    """One object per invoice."""
    with opened(options.plan) as session:
        known = {one.supplier.id: one.supplier for one in session.assessments()}
        found = session.invoices()
        judging = session.kp(everything=True).judging
    rows = [_invoice(one, known[one.supplier_id], judging) for one in found]
    return Result({"invoices": rows}, lines.invoices(found, known))


def _invoice(invoice: Invoice, sender: Supplier, judging: Judging) -> dict[str, Json]:
    facts, verdict = invoice.facts, judging.verdict(invoice)
    return {
        "source": facts.source,
        "supplier_no": sender.number,
        "supplier_cvr": sender.cvr,
        "supplier_name": sender.name,
        "invoice_id": facts.invoice_no,
        "kind": facts.kind.value,
        "issue_date": facts.issue_date.isoformat() if facts.issue_date else None,
        "ean": facts.ean,
        "amount_ore": facts.amount_ore,
        "citizens": facts.evidence.citizens,
        "most_on_a_line": facts.evidence.most_on_a_line,
        "places": sorted(place.value for place in facts.evidence.places),
        "attachments": facts.attachments,
        "grade": facts.evidence.grade.value,
        "format": facts.format.value,
        "judgement": verdict.judgement.value,
        "rule": verdict.rule.value,
        "missing": verdict.missing.value,
        "as_if": not judging.came_to_kp(facts),
        "matches": list(facts.matches),
        "vat_ore": facts.vat_ore,
        "fee": facts.fee,
        "told_apart": [kind.value for kind in told_apart(facts.evidence)],
        "remarks": [remark.value for remark in remarks_of(facts)],
    }


def collective(options: argparse.Namespace) -> Result:
    """One object per supplier that has sent anything."""
    with opened(options.plan) as session:
        found = [one for one in session.assessments() if one.collective.counts.documents]
    return Result({"suppliers": [_collective(one) for one in found]}, lines.collective(found))


def _collective(one: SupplierAssessment) -> dict[str, Json]:
    counts = one.collective.counts
    return {
        "cvr": one.supplier.cvr,
        "supplier_no": one.supplier.number,
        "name": one.supplier.name,
        "invoices_checked": counts.checked,
        "collective": counts.collective,
        "max_citizens": counts.max_citizens,
        "last_seen": counts.last_seen.isoformat() if counts.last_seen else None,
        "months_seen": counts.months_seen,
        "no_citizen": counts.no_citizen,
        "several_on_a_line": counts.several_on_a_line,
        "in_person_reference": counts.in_person_reference,
        "share": round(counts.collective / counts.checked, 4) if counts.checked else None,
        "grade": counts.grade.value,
        "state": one.collective.state.value,
        "reason": one.collective.reason.value,
        "decision": one.collective.decision.value if one.collective.decision else None,
    }


def compare(options: argparse.Namespace) -> Result:
    """The options side by side."""
    with opened(options.plan) as session:
        used = choosing.premises(session, options)
        comparison, recommendation = scenarios.weighed(session, used)
        gaps = scenarios.gaps(session, comparison)
    assumptions = used.assumptions
    swings = scenarios.swings(comparison, recommendation, assumptions)
    data: dict[str, Json] = {
        "eans": [_ean(one) for one in comparison.eans],
        "options": [_option(one) for one in comparison.options],
        "tipping_point": _tipping(comparison.tipping_point),
        "recommendation": recommended(recommendation, comparison),
        "active": comparison.active,
        "dormant": comparison.dormant,
        "undecided": comparison.undecided,
        "assumptions": {key: rounded(value) for key, value in assumptions.items()},
        "tornado": choosing.tornado(swings),
        "turning_points": [choosing.turning_point(one) for one in turning_points(comparison, assumptions)],
        "missing": [
            {
                "kind": one.gap.value,
                "count": one.count,
                "names": list(one.names),
                "reason": gap_texts.sentence(one),
            }
            for one in gaps
        ],
    }
    told = [*lines.comparison(comparison, recommendation), *(gap_texts.sentence(one) for one in gaps)]
    return Result(data, told)


def _ean(picture: EanPicture) -> dict[str, Json]:
    return {
        "ean": picture.ean,
        "suppliers": picture.suppliers,
        "invoices": picture.invoices,
        "amount_ore": picture.amount_ore,
        "kp_suppliers": picture.kp_suppliers,
        "other_suppliers": picture.other_suppliers,
        "collective_can_split": picture.collective_can_split,
        "collective_cannot_split": picture.collective_cannot_split,
        "unknown": picture.unknown,
    }


def _option(figures: OptionFigures) -> dict[str, Json]:
    return {
        "key": figures.option.key,
        "contacts": ends(figures.contacts),
        "letters": ends(figures.letters),
        "hours": ends(figures.hours),
        "hours_by_term": {term: ends(hours) for term, hours in figures.hours_by_term.items()},
        "weeks": ends(figures.weeks),
        # Those that are sure; the interval stands beside for who wants to know how many it may become.
        "invoices_from_day_one_per_month": rounded(figures.day_one.low),
        "invoices_from_day_one_interval": ends(figures.day_one),
        "misrouted_invoices": ends(figures.misrouted),
        "rejected_invoices": ends(figures.rejected),
        "waves": ends(figures.waves),
        "gradual": figures.gradual,
    }


def _tipping(point: TippingPoint | None) -> dict[str, Json] | None:
    if point is None:
        return None
    return {
        "ean": point.ean,
        "share": None if point.tips_at is None else round(point.tips_at, 4),
        "here": [round(point.here.low, 4), round(point.here.high, 4)],
        "must_leave": ends(point.must_leave),
        "stays": ends(point.stays),
        "reuse_is_lighter": point.reuse_is_lighter,
    }


def recommended(found: Recommendation | None, comparison: Comparison) -> dict[str, Json] | None:
    """A recommendation as data and sentences; None when there is nothing to weigh."""
    if found is None:
        return None
    return {
        "key": found.key,
        "rival": found.rival,
        "headline": recommendation_texts.headline(found, comparison),
        "reasons": [one.sentence for one in recommendation_texts.reasons(found)],
        "robust": found.robust,
        "flips": list(found.flips),
    }


def choose(options: argparse.Namespace) -> Result:
    """Record the choice."""
    with opened(options.plan, save=True) as session:
        reason = options.reason or ""
        if options.scenario:
            reason = scenario_texts.reason(scenarios.scenario(session, options.scenario).name, reason)
        session.run(ChooseEan(options.option, options.new_ean or "", reason))
        chosen = session.choice()
    return Result({"choice": choice(chosen)}, lines.chosen(chosen))


def choice(chosen: EanChoice | None) -> dict[str, Json] | None:
    """A choice as data."""
    if chosen is None:
        return None
    return {
        "option": chosen.option,
        "ean": chosen.ean,
        "reason": chosen.reason,
        "by": chosen.by,
        "at": chosen.at.isoformat(),
        "fingerprint": chosen.fingerprint,
    }


def recipients(options: argparse.Namespace) -> Result:
    """Who gets which letter and why."""
    with opened(options.plan) as session:
        found = session.recipients()
    data: dict[str, Json] = {
        "recipients": [_recipient(one) for one in found.recipients],
        "waiting": [waiting(one) for one in found.waiting],
        "left_out": [_recipient(one) for one in found.left_out],
        "undecided": [_undecided(one) for one in found.undecided],
        "untouched": found.untouched,
        "dormant": found.dormant,
    }
    told = [lines.recipient(one) for one in found.recipients]
    told.append(recipient_texts.summary(found))
    return Result(data, told + lines.waiting(found.waiting))


def _recipient(one: Recipient) -> dict[str, Json]:
    return {
        "cvr": one.assessment.supplier.cvr,
        "supplier_no": one.assessment.supplier.number,
        "name": one.assessment.supplier.name,
        "letter": one.kind.value,
        "wave": one.wave,
        "reasons": [recipient_texts.reason(reason) for reason in one.reasons],
        "old_eans": list(one.old_eans),
        "missing": [missing.value for missing in one.missing],
    }


def _undecided(one: SupplierAssessment) -> dict[str, Json]:
    return {
        "cvr": one.supplier.cvr,
        "supplier_no": one.supplier.number,
        "name": one.supplier.name,
        "relevance": one.relevance.relevance.value,
        "collective": one.collective.state.value,
    }
