"""How does the rollout come onto paper? The timeline first, then every wave with its days and suppliers."""

from __future__ import annotations

import html
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument

from desktop.domain.characters import visible
from desktop.domain.cpr import scrub
from desktop.texts import numbers, rollout_page
from desktop.texts import rollout as rollout_texts
from desktop.texts.translate import _
from desktop.ui.charts.printing import paper_colours
from desktop.ui.charts.timeline import Timeline
from desktop.ui.pages.rollout.answers import LaneFacts, RolloutAnswers
from desktop.ui.pages.rollout.in_time import timeline_rows
from desktop.ui.pages.rollout.lane_list import marks
from desktop.ui.paper import Paper

if TYPE_CHECKING:
    from desktop.ui.paper import Pages

_POINTS = 9
_TIMELINE_WIDTH = 760
"""In pixels: about as wide as a page, so that its text is as large as the other text."""
_SHARPNESS = 3
_HIGHEST = 0.8
_PICTURE = "timeline"


def rollout_paper(answers: RolloutAnswers, today: date) -> Paper:
    """The timeline and every wave, upright."""
    return Paper(_("Rollout"), lambda pages, _chosen_only: draw_rollout(pages, answers, today))


def draw_rollout(printer: Pages, answers: RolloutAnswers, today: date) -> int:
    """Put the plan on the printer's pages; gives how many there are."""
    if answers.rollout is None:
        return 0
    timeline = Timeline()
    timeline.set_rows(timeline_rows(answers.rollout), today=today, calendar=answers.rollout.terms.calendar)
    timeline.resize(_TIMELINE_WIDTH, timeline.sizeHint().height())
    painter = QPainter(printer)
    page = QRectF(painter.viewport())
    scale = printer.resolution() / timeline.logicalDpiX()
    size = QSizeF(page.width() / scale, page.height() / scale)
    document = _document(answers, timeline, size)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        painter.save()
        painter.scale(scale, scale)
        painter.translate(0, -number * size.height())
        document.drawContents(painter, QRectF(0, number * size.height(), size.width(), size.height()))
        painter.restore()
    painter.end()
    return document.pageCount()


def _picture(timeline: Timeline) -> QImage:
    """The timeline, dark on white, sharp enough for paper."""
    image = QImage(timeline.size() * _SHARPNESS, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(_SHARPNESS, _SHARPNESS)
    timeline.paint_plain(painter, paper_colours())
    painter.end()
    return image


def _document(answers: RolloutAnswers, timeline: Timeline, page: QSizeF) -> QTextDocument:
    document = QTextDocument()
    font = QFont(document.defaultFont())
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet("* { color: black }")
    document.setDocumentMargin(0)
    document.setPageSize(page)
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(_PICTURE), _picture(timeline))
    # As wide as the page, unless so many waves are on it that it would be higher.
    share = min(page.width() / timeline.width(), _HIGHEST * page.height() / timeline.height())
    width, height = round(timeline.width() * share), round(timeline.height() * share)
    title = _text(_("Rollout"))
    parts = [
        f"<h1>{title}</h1><p>{_text(answers.municipality)}</p>",
        f"<p><img src='{_PICTURE}' width='{width}' height='{height}'></p>",
    ]
    parts += [_lane(lane) for lane in answers.lanes]
    document.setHtml("".join(parts))
    return document


def _text(text: str) -> str:
    """Text as text, whatever signs of markup it has; no CPR number goes onto paper."""
    return html.escape(scrub(visible(text)))


def _lane(lane: LaneFacts) -> str:
    told = rollout_page.figures(
        len(lane.rows), lane.per_month, most_suppliers=lane.most_suppliers, most_invoices=lane.most_invoices
    )
    lines = list(told)
    if lane.view is not None:
        lines += [
            ": ".join(pair)
            for pair in rollout_page.all_days(lane.view.wave.dates, sent_on=lane.view.all_sent_on)
        ]
        lines.append(_("Gate: {state}").format(state=rollout_texts.gate(lane.view.gate)))
        lines += [rollout_texts.breach(found, lane.view.wave.kind) for found in lane.view.wave.breaches]
    head = "".join(f"<p style='margin:0'>{_text(line)}</p>" for line in lines)
    names = (_("No."), _("Supplier"), _("Trade"), _("Invoices a month"), _("Status"))
    headings = "".join(f"<th align='left'>{_text(name)}</th>" for name in names)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{cell}</td>"
            for cell in (
                html.escape(row.number),
                _text(row.name),
                _text(row.trade),
                numbers.decimal(row.per_month, 1),
                _text(", ".join(marks(row))),
            )
        )
        + "</tr>"
        for row in lane.rows
    )
    table = f"<table cellpadding='3' width='100%'><tr>{headings}</tr>{rows}</table>"
    return f"<h2>{_text(lane.title)}</h2>{head}{table}"
