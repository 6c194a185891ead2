/** @type {import('xo').FlatXoConfig} */
const config = [
	{
		linterOptions: {reportUnusedDisableDirectives: 'off'},
	},
	{
		ignores: ['build*/**', 'media/**', 'test/fixtures/**'],
	},
	{
		rules: {
			// A field's documentation is one line above it, with the asterisks that editors add.
			'unicorn/single-line-block-comment-style': 'off',
			'jsdoc/require-asterisk-prefix': ['error', 'always'],
			// Comments begin with the kernel's own names: `cpu.stat`, `v2 memory.current`.
			'capitalized-comments': 'off',
			// A row of a table stays on one line, and so does an import of five names that fits.
			'@stylistic/object-curly-newline': ['error', {multiline: true, consistent: true}],
			'xo/import-specifier-newline': 'off',
			// Docker's own words name its options: force, follow, all.
			'unicorn/consistent-boolean-name': 'off',
			// A guard that returns early is not half of an expression.
			'unicorn/prefer-ternary': 'off',
			// Nor is an `if` around the last two lines of a function worse than its negation.
			'unicorn/prefer-early-return': 'off',
			'unicorn/prefer-continue': 'off',
			// Text is fitted, formatted and painted in one breath.
			'unicorn/max-nested-calls': 'off',
			// Steps that change a container come one after the other.
			'no-await-in-loop': 'off',
			// A reducer of some of the actions leaves the others to its `default`.
			'@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true}],
			// The parsers of kernel files read ASCII.
			'unicorn/prefer-code-point': 'off',
			// A field of a document from outside is looked up in it, not had.
			'@typescript-eslint/dot-notation': ['error', {allowIndexSignaturePropertyAccess: true}],
			// Patterns for ASCII mean the same with and without the flag.
			'require-unicode-regexp': 'off',
			// An empty text from outside is no text.
			'@typescript-eslint/strict-boolean-expressions': 'off',
			// A row of a table stays on one line.
			'@stylistic/array-element-newline': 'off',
			'@stylistic/multiline-ternary': 'off',
			// Precedence of + and * is known to everybody.
			'@stylistic/no-mixed-operators': 'off',
			'jsdoc/require-yields': 'off',
			'jsdoc/require-param': 'off',
			'unicorn/prefer-simple-condition-first': 'off',
			'regexp/prefer-named-capture-group': 'off',
			// Interfaces of Node, of JSON and of the modem have null in them.
			'unicorn/no-null': 'off',
			'@typescript-eslint/no-restricted-types': 'off',
			'@typescript-eslint/promise-function-async': 'off',
			'unicorn/consistent-conditional-object-spread': 'off',
			'unicorn/no-break-in-nested-loop': 'off',
			'unicorn/consistent-class-member-order': 'off',
			'unicorn/prefer-number-coercion': 'off',
			'unicorn/prefer-string-raw': 'off',
			'unicorn/no-negated-array-predicate': 'off',
			'unicorn/no-await-expression-member': 'off',
			'no-control-regex': 'off',
			'regexp/no-control-character': 'off',
			'unicorn/prefer-includes-over-repeated-comparisons': 'off',
			'unicorn/prefer-split-limit': 'off',
			'unicorn/prefer-unicode-code-point-escapes': 'off',
			'unicorn/prefer-global-number-constants': 'off',
			'@typescript-eslint/no-loop-func': 'off',
			'@typescript-eslint/strict-void-return': 'off',
			'@typescript-eslint/prefer-nullish-coalescing': 'off',
			'@typescript-eslint/prefer-promise-reject-errors': 'off',
			'jsdoc/check-param-names': 'off',
			'regexp/sort-character-class-elements': 'off',
			'regexp/strict': 'off',
			'regexp/no-super-linear-move': 'off',
			'ava/assertion-arguments': 'off',
			'no-loss-of-precision': 'off',
			// Directives that these settings make unneeded.
			'@eslint-community/eslint-comments/no-unused-disable': 'off',
			// Capability masks and braille dots are bits.
			'no-bitwise': 'off',
		},
	},
	{
		files: ['source/engine/**', 'source/start-over/**', 'test/**', 'scripts/**'],
		rules: {
			// Keys of the engine's API are in Pascal case, and these files write them.
			'@typescript-eslint/naming-convention': 'off',
		},
	},
	{
		files: ['source/print/**'],
		rules: {
			// JSON says null where we say undefined.
			'@typescript-eslint/no-restricted-types': 'off',
		},
	},
	{
		files: ['test/**', 'benchmark/**', 'scripts/**'],
		rules: {
			// AVA runs what the compiler made of these files, below build/.
			'ava/no-ignored-test-files': 'off',
			// It takes test/support/ for tests of Node's own runner.
			'node-test/no-import-test-files': 'off',
		},
	},
	{
		files: ['package.json'],
		rules: {
			// What is pinned is pinned for a reason, and npm writes `bin` without the dot.
			'package-json/dependency-version-range': 'off',
			'package-json/consistent-path-prefix': 'off',
		},
	},
];

export default config;
