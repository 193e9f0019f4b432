/* A stand-in for the random numbers that programs written in Rust ask Windows for and Wine 8 has under another name.

   For the machine that builds, never for a user's. */

#define OFFERED __declspec(dllexport)

/* RtlGenRandom, which Windows and Wine offer by this name. */
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *bytes, unsigned long length);

OFFERED int __stdcall ProcessPrng(unsigned char *bytes, unsigned long long length) {
    const unsigned long most = 1ul << 20;
    while (length) {
        unsigned long now = length > most ? most : (unsigned long)length;
        if (!SystemFunction036(bytes, now)) return 0;
        bytes += now;
        length -= now;
    }
    return 1;
}
