/* A stand-in for the ICU that Windows 10 brings and Wine does not: it has no converter to offer.

   For the machine that builds, never for a user's. Qt asks for text encodings here and, told that none can be
   opened, uses its own (UTF-8, UTF-16, Latin 1). */

#define OFFERED __declspec(dllexport)

/* ICU's own numbers: U_FILE_ACCESS_ERROR. */
enum { CANNOT_OPEN = 4 };

static void fail(int *status) { if (status) *status = CANNOT_OPEN; }

OFFERED void *ucnv_open(const char *name, int *status) { (void)name; fail(status); return 0; }
OFFERED void ucnv_close(void *converter) { (void)converter; }
OFFERED void ucnv_reset(void *converter) { (void)converter; }
OFFERED signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
OFFERED const char *ucnv_getName(const void *converter, int *status) { (void)converter; fail(status); return 0; }

OFFERED const char *ucnv_getStandardName(const char *name, const char *standard, int *status) {
    (void)name; (void)standard; fail(status); return 0;
}
OFFERED int ucnv_countAvailable(void) { return 0; }
OFFERED const char *ucnv_getAvailableName(int number) { (void)number; return 0; }
OFFERED unsigned short ucnv_countAliases(const char *name, int *status) { (void)name; fail(status); return 0; }
OFFERED const char *ucnv_getAlias(const char *name, unsigned short number, int *status) {
    (void)name; (void)number; fail(status); return 0;
}

/* Both directions of conversion fail before they begin; their helpers do nothing. */
#define CONVERTS(f) OFFERED void f(void *converter, void *target, const void *limit, void *source, \
    const void *end, int *offsets, signed char flush, int *status) { \
    (void)converter; (void)target; (void)limit; (void)source; (void)end; (void)offsets; (void)flush; \
    fail(status); }
CONVERTS(ucnv_toUnicode)
CONVERTS(ucnv_fromUnicode)

OFFERED int ucnv_toUCountPending(const void *converter, int *status) { (void)converter; fail(status); return -1; }
OFFERED int ucnv_fromUCountPending(const void *converter, int *status) { (void)converter; fail(status); return -1; }

#define TELLS(f) OFFERED void f(const void *converter, void **action, const void **context) { \
    (void)converter; if (action) *action = 0; if (context) *context = 0; }
TELLS(ucnv_getToUCallBack)
TELLS(ucnv_getFromUCallBack)

#define TAKES(f) OFFERED void f(void *converter, void *action, const void *context, void **before, \
    const void **its_context, int *status) { \
    (void)converter; (void)action; (void)context; (void)before; (void)its_context; fail(status); }
TAKES(ucnv_setToUCallBack)
TAKES(ucnv_setFromUCallBack)

OFFERED void ucnv_cbToUWriteUChars(void *args, const void *source, int length, int offset, int *status) {
    (void)args; (void)source; (void)length; (void)offset; fail(status);
}
OFFERED void ucnv_cbFromUWriteUChars(void *args, const void **source, const void *end, int offset, int *status) {
    (void)args; (void)source; (void)end; (void)offset; fail(status);
}
OFFERED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OFFERED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
