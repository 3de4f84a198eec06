package io.reservoir.dsl.problem;

/**
 * How large a file may be. Nothing here costs more than a number to change; all of it is checked before the parser,
 * whose stack a few kilobytes of nested text would overflow.
 *
 * @param textBytes of a file, in UTF-8
 * @param rules assignments and indicators of a service
 * @param nesting brackets, prefix operators and {@code ? :} within each other
 * @param operators in one expression
 * @param exponent the greatest power of ten of a number, of either sign
 * @param diagnostics told about one file
 */
public record Limits(
        int textBytes,
        int statements,
        int rules,
        int nesting,
        int operators,
        int identifierChars,
        int digits,
        int exponent,
        int stringChars,
        int diagnostics) {
    public static final Limits DEFAULT = new Limits(64 * 1024, 2_000, 200, 64, 500, 64, 15, 9, 256, 200);
}
