const flags: readonly string[] = [
	// The dashboard makes little garbage, and V8 would let that grow to four times of what is in use before it looks. So it is told to grow
	// less at a time and to keep the place for what is new small, but not to look again at all of it whenever little goes on; and helper
	// threads for so small a heap cost more than they save.
	'--heap-growing-percent=30', '--semi-space-growth-factor=1', '--max-semi-space-size=2', '--no-parallel-scavenge', '--memory-reducer-gc-count=0',
	// A tick has so little to do that making code of the best kind costs more than it ever saves: the second best comes sooner. Threads
	// that make it beside the program would each keep the memory that took.
	'--invocation-count-for-maglev=200', '--invocation-count-for-turbofan=100000', '--no-concurrent-recompilation',
];

// Flags of V8 come and go, and Node does not start with one that it does not know.
const testedVersions = new Set([22, 24]);

/**
 * How V8 is to run a program that is left open for days and has little to do each second, as `npm run bench` and `npm run bench:soak` measure
 * it; some are of use only when Node is started with them.
 *
 * @param version Of Node: `24.1.0`. None for one that is not tested.
 */
export function selectV8Flags(version: string): readonly string[] {
	return testedVersions.has(Number(version.slice(0, version.indexOf('.')))) ? flags : [];
}
