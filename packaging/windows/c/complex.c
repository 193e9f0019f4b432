/* Complex numbers of C99 for a C library that lacks them: what numpy looks for when it is loaded.

   For the machine that builds, never for a user's. Microsoft's compiler hands over a complex number as a
   structure of two parts, ours as a type of its own; each function below takes the one, asks the C library
   of our compiler with the other, and gives the first back. `long double` is `double` for Microsoft. */
#include <complex.h>

#define OFFERED __declspec(dllexport)

typedef struct { double re, im; } pair;
typedef struct { float re, im; } small_pair;

static double complex whole(pair z) { return __builtin_complex(z.re, z.im); }
static float complex small_whole(small_pair z) { return __builtin_complex(z.re, z.im); }
static pair parts(double complex z) { pair p = {creal(z), cimag(z)}; return p; }
static small_pair small_parts(float complex z) { small_pair p = {crealf(z), cimagf(z)}; return p; }

/* From a complex number to a complex number. */
#define MAPS(name) \
    OFFERED pair our_##name(pair z) { return parts(name(whole(z))); } \
    OFFERED pair our_##name##l(pair z) { return parts(name(whole(z))); } \
    OFFERED small_pair our_##name##f(small_pair z) { return small_parts(name##f(small_whole(z))); }

/* From a complex number to a real one. */
#define MEASURES(name) \
    OFFERED double our_##name(pair z) { return name(whole(z)); } \
    OFFERED double our_##name##l(pair z) { return name(whole(z)); } \
    OFFERED float our_##name##f(small_pair z) { return name##f(small_whole(z)); }

MAPS(cacos) MAPS(cacosh) MAPS(casin) MAPS(casinh) MAPS(catan) MAPS(catanh)
MAPS(ccos) MAPS(ccosh) MAPS(csin) MAPS(csinh) MAPS(ctan) MAPS(ctanh)
MAPS(cexp) MAPS(clog) MAPS(csqrt) MAPS(conj) MAPS(cproj)
MEASURES(cabs) MEASURES(carg) MEASURES(cimag) MEASURES(creal)

OFFERED pair our_cpow(pair a, pair b) { return parts(cpow(whole(a), whole(b))); }
OFFERED pair our_cpowl(pair a, pair b) { return parts(cpow(whole(a), whole(b))); }
OFFERED small_pair our_cpowf(small_pair a, small_pair b) {
    return small_parts(cpowf(small_whole(a), small_whole(b)));
}
