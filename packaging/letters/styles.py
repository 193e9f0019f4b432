"""How does a letter look? Styles, numbering and settings of the Word file, as Word writes them.

Everything has a style, so that a municipality changes its font in one place. The language is Danish
throughout: that is what the spelling check and a screen reader go by. Calibri is on every Windows; where it
is not, Word and LibreOffice take Carlito or Arial by the table of fonts.
"""

from __future__ import annotations

INK = "1D4E5F"
"""The colour of headings and lines: 8.9:1 on white."""
_GREY = "595959"

NUMBERING_ID = 1

_DEFAULTS = """
<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>
    <w:sz w:val="21"/><w:szCs w:val="21"/>
    <w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
"""


def _paragraph_style(
    key: str, name: str, *, based_on: str = "Normal", following: str = "Normal", p: str = "", r: str = ""
) -> str:
    default = ' w:default="1"' if key == "Normal" else ""
    base = "" if key == "Normal" else f'<w:basedOn w:val="{based_on}"/>'
    custom = "" if name.lower() in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{key}">'
        f'<w:name w:val="{name}"/>{base}<w:next w:val="{following}"/><w:qFormat/>'
        f"<w:pPr>{p}</w:pPr><w:rPr>{r}</w:rPr></w:style>"
    )


_BUILT_IN = ("normal", "heading 1", "heading 2", "list number", "header", "footer")
_TIGHT = '<w:spacing w:after="0"/>'
_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'

_STYLES = (
    _paragraph_style("Normal", "Normal"),
    _paragraph_style(
        "Heading1",
        "heading 1",
        p='<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="140" w:line="240" w:lineRule="auto"/>'
        '<w:outlineLvl w:val="0"/>',
        r=f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="30"/><w:szCs w:val="30"/>',
    ),
    _paragraph_style(
        "Heading2",
        "heading 2",
        p='<w:keepNext/><w:keepLines/><w:spacing w:before="130" w:after="30" w:line="240" w:lineRule="auto"/>'
        '<w:outlineLvl w:val="1"/>',
        r=f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="23"/><w:szCs w:val="23"/>',
    ),
    _paragraph_style(
        "ListNumber",
        "List Number",
        following="ListNumber",
        p=f'<w:numPr><w:numId w:val="{NUMBERING_ID}"/></w:numPr><w:spacing w:after="40"/>',
    ),
    _paragraph_style("Modtager", "Modtager", following="Modtager", p=_TIGHT),
    _paragraph_style(
        "Afsender",
        "Afsender",
        following="Afsender",
        p=_TIGHT,
        r=f'<w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    _paragraph_style("Brevdato", "Brevdato", following="Afsender", p=_TIGHT, r="<w:b/><w:bCs/>"),
    _paragraph_style(
        "Tabeltekst",
        "Tabeltekst",
        following="Tabeltekst",
        p='<w:spacing w:before="20" w:after="20"/>',
        r='<w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    _paragraph_style(
        "Tabelhoved",
        "Tabelhoved",
        following="Tabeltekst",
        p='<w:keepNext/><w:spacing w:before="20" w:after="20"/>',
        r=f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
    _paragraph_style(
        "Tabeltal",
        "Tabeltal",
        following="Tabeltal",
        p='<w:spacing w:before="30" w:after="30"/>',
        r='<w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/>',
    ),
    _paragraph_style(
        "Hilsen", "Hilsen", following="Hilsen", p='<w:keepNext/><w:keepLines/><w:spacing w:after="0"/>'
    ),
    _paragraph_style(
        "Header",
        "header",
        following="Header",
        p=f'{_RIGHT_TAB}<w:spacing w:after="0"/>',
        r=f'<w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    _paragraph_style(
        "Kommunenavn",
        "Kommunenavn",
        based_on="Header",
        following="Header",
        p='<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
        r=f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="32"/><w:szCs w:val="32"/>',
    ),
    _paragraph_style(
        "Footer",
        "footer",
        following="Footer",
        p=f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{INK}"/></w:pBdr>{_RIGHT_TAB}'
        '<w:spacing w:after="0"/>',
        r=f'<w:color w:val="{_GREY}"/><w:sz w:val="17"/><w:szCs w:val="17"/>',
    ),
)

_OTHER_STYLES = f"""
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:semiHidden/>
  <w:tblPr>
    <w:tblInd w:w="0" w:type="dxa"/>
    <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Brevtabel">
  <w:name w:val="Brevtabel"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFCBD0"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="20" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>
      <w:bottom w:w="20" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EFF1"/></w:tcPr>
  </w:tblStylePr>
</w:style>
"""

STYLES = "".join((_DEFAULTS, *_STYLES, _OTHER_STYLES))

NUMBERING = f"""
<w:abstractNum w:abstractNumId="0">
  <w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/>
    <w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
    <w:pPr>
      <w:tabs><w:tab w:val="num" w:pos="397"/></w:tabs><w:ind w:left="397" w:hanging="397"/>
    </w:pPr>
    <w:rPr><w:b/><w:color w:val="{INK}"/></w:rPr>
  </w:lvl>
</w:abstractNum>
<w:num w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="0"/></w:num>
"""

_WORD = 'w:uri="http://schemas.microsoft.com/office/word"'
SETTINGS = f"""
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>
  <w:compatSetting w:name="compatibilityMode" {_WORD} w:val="15"/>
  <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" {_WORD} w:val="1"/>
  <w:compatSetting w:name="enableOpenTypeFeatures" {_WORD} w:val="1"/>
  <w:compatSetting w:name="doNotFlipMirrorIndents" {_WORD} w:val="1"/>
</w:compat>
<w:themeFontLang w:val="da-DK"/>
<w:decimalSymbol w:val=","/>
<w:listSeparator w:val=";"/>
"""

FONTS = """
<w:font w:name="Calibri">
  <w:altName w:val="Carlito"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>
</w:font>
<w:font w:name="Arial">
  <w:altName w:val="Liberation Sans"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>
</w:font>
"""
