import {writeFileSync} from 'node:fs';
import process from 'node:process';

// Where `npm test` wants AVA's own counts of the run, for its closing line.
const countsFile = process.env.DOCKDASH_TEST_COUNTS;

async function observeRun({events}) {
	let counts = {};
	process.on('exit', () => {
		writeFileSync(countsFile, JSON.stringify(counts));
	});
	for await (const event of events) {
		if (event.type === 'stats') {
			counts = event.stats;
		}
	}
}

const config = {
	files: ['build/test/**/*.js', '!build/test/support/**'],
	timeout: '2m',
	concurrency: 2,
	...(countsFile !== undefined && {observeRun, nonSemVerExperiments: {observeRunsFromConfig: true}}),
};

export default config;
