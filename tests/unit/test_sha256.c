/* SHA-256 against the examples of FIPS 180-4 and of its validation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/sha256.h"

static void check(rn_bytes text, const char *want)
{
    uint8_t hash[RN_SHA256_SIZE];
    rn_buffer hex = {0};
    rn_sha256(hash, text);
    for (int i = 0; i < RN_SHA256_SIZE; i++)
        rn_put_hex(&hex, hash[i], 2);
    rn_put_char(&hex, '\0');
    assert_string_equal(hex.data, want);
    rn_buffer_finish(&hex);
}

static void known_texts(void **state)
{
    (void)state;
    check(RN_LITERAL(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(RN_LITERAL("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check(RN_LITERAL("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check(RN_LITERAL(
              "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
              "klmnopqrlmnopqrsmnopqrstnopqrstu"),
          "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void long_text(void **state)
{
    (void)state;
    enum { COUNT = 1000000 };
    char *text = malloc(COUNT);
    assert_non_null(text);
    memset(text, 'a', COUNT);
    check((rn_bytes){text, COUNT},
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts),
        cmocka_unit_test(long_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
