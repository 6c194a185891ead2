/** @type {import('xo').FlatXoConfig} */
const config = [
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
			// An empty text from outside is no text, and `||` says so.
			'@typescript-eslint/strict-boolean-expressions': 'off',
			'@typescript-eslint/prefer-nullish-coalescing': ['error', {ignorePrimitives: true}],
			// A row of a table stays on one line.
			'@stylistic/array-element-newline': 'off',
			// Precedence of + and * is known to everybody.
			'@stylistic/no-mixed-operators': 'off',
			// A doc comment names what needs a word, not every parameter.
			'jsdoc/require-yields': 'off',
			// A look that is over at once is one all the same.
			'require-yield': 'off',
			'jsdoc/require-param': 'off',
			'jsdoc/check-param-names': 'off',
			// Conditions stand in the order in which a person asks: of which kind, and then how much.
			'unicorn/prefer-simple-condition-first': 'off',
			// It takes `promisify(execFile)` for a callback that should return nothing.
			'@typescript-eslint/strict-void-return': 'off',
			// A column of a table of texts is a text.
			'ava/assertion-arguments': 'off',
			// Interfaces of Node, of JSON and of the modem have null in them.
			'@typescript-eslint/no-restricted-types': 'off',
			// The parsers of bytes are one loop in another.
			'unicorn/no-break-in-nested-loop': 'off',
			// Lines are bounded before a pattern sees them.
			'regexp/no-super-linear-move': 'off',
			// Characters stand in the order in which a person looks for them.
			'regexp/sort-character-class-elements': 'off',
			// What a library rejects with is handed on as it is.
			'@typescript-eslint/prefer-promise-reject-errors': 'off',
			// Counters near 2^64 are written as the kernel writes them.
			'no-loss-of-precision': 'off',
			// Capability masks and braille dots are bits.
			'no-bitwise': 'off',
		},
	},
	{
		files: ['source/engine/**', 'source/limits/**', 'source/recording/**', 'source/start-over/**', 'test/**', 'scripts/**', 'bench/**'],
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
		files: ['test/**', 'bench/**', 'scripts/**'],
		rules: {
			// AVA runs what the compiler made of these files, below build/.
			'ava/no-ignored-test-files': 'off',
			// `(await terminal.exit).code` is what a test is about.
			'unicorn/no-await-expression-member': 'off',
			// It takes test/support/ for tests of Node's own runner.
			'node-test/no-import-test-files': 'off',
		},
	},
	{
		files: ['scripts/build.ts'],
		rules: {
			// The bundler takes patterns as Go has them, which knows no such flag.
			'require-unicode-regexp': 'off',
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
