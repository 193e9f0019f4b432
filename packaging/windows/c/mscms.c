/* A stand-in for Windows' colour management, of which Wine lacks a part that Qt asks for: it knows no profile.

   For the machine that builds, never for a user's. Qt then takes every screen for an ordinary one (sRGB). */

#define OFFERED __declspec(dllexport)

OFFERED void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) {
    (void)profile; (void)access; (void)share; (void)mode; return 0;
}
OFFERED int CloseColorProfile(void *profile) { (void)profile; return 0; }
OFFERED int IsColorProfileValid(void *profile, int *valid) { (void)profile; if (valid) *valid = 0; return 0; }
OFFERED int GetColorProfileFromHandle(void *profile, unsigned char *bytes, unsigned *size) {
    (void)profile; (void)bytes; (void)size; return 0;
}
OFFERED int GetColorDirectoryW(const void *machine, void *folder, unsigned *size) {
    (void)machine; (void)folder; (void)size; return 0;
}
OFFERED int GetStandardColorSpaceProfileW(const void *machine, unsigned space, void *name, unsigned *size) {
    (void)machine; (void)space; (void)name; (void)size; return 0;
}
OFFERED void *WcsCreateIccProfile(void *profile, unsigned options) { (void)profile; (void)options; return 0; }
OFFERED void *WcsOpenColorProfileW(void *colours, void *appearance, void *gamut, unsigned access, unsigned share,
    unsigned mode, unsigned flags) {
    (void)colours; (void)appearance; (void)gamut; (void)access; (void)share; (void)mode; (void)flags; return 0;
}
