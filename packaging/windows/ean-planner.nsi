; The installer: for the user who runs it, without administrator rights, in Danish or English.
;
;   makensis -INPUTCHARSET UTF8 -WX -DVERSION=1.2.3 -DBUNDLE=<folder> -DOUTFILE=<exe> -DROOT=<checkout> ean-planner.nsi
;
; -DARCH=x86 for an NSIS that only has 32-bit stubs (the one for Windows); -DQUICK packs fast and large, for trying.
; Switches of the result: /S asks and shows nothing, /D=<folder> (last, without quotes) installs there.
; Exit codes: 0 done, 1 cancelled, 2 files could not be written,
;             10 EAN Planner is running, 11 Windows is too old, 12 a newer version is installed.

!ifndef ARCH
  !define ARCH amd64
!endif
Target ${ARCH}-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
CRCCheck force
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define APP "EAN Planner"
!define MAKER "EAN Planner contributors"
!define WINDOW_EXE "ean-planner-gui.exe"
!define CONSOLE_EXE "ean-planner.exe"
!define SUFFIX ".eanplan"
!define PROGID "EANPlanner.Plan.1"
!define OWN_KEY "Software\EAN Planner"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\EAN Planner"
!define ASSOC_CHANGED 0x08000000

!define CODE_RUNNING 10
!define CODE_OLD_WINDOWS 11
!define CODE_NEWER 12
; Windows 10 version 1809: the oldest that Qt 6.11 serves.
!define OLDEST_BUILD 17763

Name "${APP}"
OutFile "${OUTFILE}"
BrandingText "${APP} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OWN_KEY}" "InstallDir"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${APP}"
VIAddVersionKey /LANG=0 "FileDescription" "${APP}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "${MAKER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT"

!define MUI_ICON "${ROOT}/resources/icons/ean-planner.ico"
!define MUI_UNICON "${MUI_ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW_EXE}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; Windows' own language decides; where it is neither of the two, the first.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Danish"

LangString RUNNING ${LANG_ENGLISH} "${APP} is running. Close it, and start again."
LangString RUNNING ${LANG_DANISH} "${APP} kører. Luk programmet, og start igen."
LangString OLD_WINDOWS ${LANG_ENGLISH} "${APP} needs Windows 10 version 1809 or later, 64-bit."
LangString OLD_WINDOWS ${LANG_DANISH} "${APP} kræver Windows 10 version 1809 eller nyere, 64-bit."
LangString NEWER ${LANG_ENGLISH} "Version $0 is installed, and it is newer than this one (${VERSION}). Nothing was \
changed. If you want the older one, uninstall the newer one first; your plans stay."
LangString NEWER ${LANG_DANISH} "Version $0 er installeret og er nyere end denne (${VERSION}). Intet er ændret. Vil \
du have den ældre, så afinstaller den nyere først; dine planer bliver."
LangString KIND ${LANG_ENGLISH} "EAN Planner plan"
LangString KIND ${LANG_DANISH} "EAN Planner-plan"
LangString START_TIP ${LANG_ENGLISH} "Move suppliers to the right EAN number"
LangString START_TIP ${LANG_DANISH} "Flyt leverandører til det rigtige EAN-nummer"

!macro Refuse TEXT CODE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  Quit
!macroend

; A program that runs holds its file: it cannot be opened for writing.
!macro RefuseIfHeld EXE
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      !insertmacro Refuse "$(RUNNING)" ${CODE_RUNNING}
    ${EndIf}
    FileClose $1
  ${EndIf}
!macroend

!macro RefuseIfRunning
  !insertmacro RefuseIfHeld "${WINDOW_EXE}"
  !insertmacro RefuseIfHeld "${CONSOLE_EXE}"
!macroend

Function .onInit
!if ${ARCH} == x86
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "$(OLD_WINDOWS)" ${CODE_OLD_WINDOWS}
  ${EndIf}
!endif
  SetRegView 64
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse "$(OLD_WINDOWS)" ${CODE_OLD_WINDOWS}
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ; 1: the first of the two is newer.
    ${If} $1 == 1
      !insertmacro Refuse "$(NEWER)" ${CODE_NEWER}
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "-program"
  !insertmacro RefuseIfRunning
  SetShellVarContext current
  ; An upgrade in place: what the older version had and this one has not must go. Only this folder is ours alone.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${OWN_KEY}" "InstallDir" "$INSTDIR"
  CreateShortCut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${WINDOW_EXE}" "" "$INSTDIR\${WINDOW_EXE}" 0 \
    SW_SHOWNORMAL "" "$(START_TIP)"
SectionEnd

Section "-double click on a plan"
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "$(KIND)"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\${WINDOW_EXE},0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${WINDOW_EXE}" "%1"'
  WriteRegStr HKCU "Software\Classes\${SUFFIX}" "" "${PROGID}"
  WriteRegStr HKCU "Software\Classes\${SUFFIX}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "Software\Classes\Applications\${WINDOW_EXE}\SupportedTypes" "${SUFFIX}" ""
  System::Call 'shell32::SHChangeNotify(i ${ASSOC_CHANGED}, i 0, p 0, p 0)'
SectionEnd

Section "-apps and features"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${MAKER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW_EXE},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

; Plans lie where the user put them; settings and working copies in %LOCALAPPDATA%\EAN Planner. Neither is touched.
Section "Uninstall"
  !insertmacro RefuseIfRunning
  SetShellVarContext current
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${WINDOW_EXE}"
  Delete "$INSTDIR\${CONSOLE_EXE}"
  Delete "$INSTDIR\uninstall.exe"
  ; Only an empty folder goes.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegValue HKCU "Software\Classes\${SUFFIX}\OpenWithProgids" "${PROGID}"
  ; Another program may have taken plans over since; that choice stays.
  ReadRegStr $0 HKCU "Software\Classes\${SUFFIX}" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "Software\Classes\${SUFFIX}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "Software\Classes\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\${SUFFIX}"
  DeleteRegKey HKCU "Software\Classes\Applications\${WINDOW_EXE}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
  System::Call 'shell32::SHChangeNotify(i ${ASSOC_CHANGED}, i 0, p 0, p 0)'
SectionEnd
