import {kinds, type Metric} from './metric.js';

/** Processes and threads. */
export const pidsMetrics = [
	{
		...kinds.count,
		id: 'pids',
		group: 'pids',
		title: 'Processes and threads',
		header: 'PIDS',
		jsonPath: 'pids.current',
		columnWidth: 5,
		rank: 2,
		select: sample => sample.pids?.current,
		describe: {
			v1: ['pids.current'],
			v2: ['pids.current'],
			engine: ['pids_stats.current'],
			formula: 'current',
			sentence: 'How many processes and threads the container has; the kernel counts each thread.',
		},
	},
	{
		...kinds.count,
		id: 'pidsLimit',
		group: 'pids',
		title: 'Pids limit',
		header: 'PIDS MAX',
		jsonPath: 'pids.limit',
		columnWidth: 8,
		select: sample => sample.pids?.limit,
		describe: {
			v1: ['pids.max'],
			v2: ['pids.max'],
			engine: ['pids_stats.limit'],
			formula: 'max',
			sentence: 'The most processes and threads that the container may have (docker run --pids-limit); it stops a fork bomb.',
		},
	},
	{
		...kinds.count,
		id: 'pidsRefused',
		group: 'pids',
		title: 'Forks refused',
		header: 'NO FORK',
		jsonPath: 'pids.refused',
		columnWidth: 7,
		select: sample => sample.pids?.refused,
		describe: {
			v1: ['pids.events max'],
			v2: ['pids.events max'],
			engine: [],
			formula: 'max',
			sentence: 'How often a new process or thread was refused because the container was at its pids limit.',
		},
	},
] as const satisfies readonly Metric[];
