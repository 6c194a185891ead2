import {kinds, type Metric} from './metric.js';

/** Processes and threads, and whether they may run. */
export const pidsMetrics = [
	{
		...kinds.count,
		id: 'pids',
		group: 'pids',
		title: 'Processes and threads',
		jsonPath: 'pids.current',
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
		jsonPath: 'pids.limit',
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
		jsonPath: 'pids.refused',
		select: sample => sample.pids?.refused,
		describe: {
			v1: ['pids.events max'],
			v2: ['pids.events max'],
			engine: [],
			formula: 'max',
			sentence: 'How often a new process or thread was refused because the container was at its pids limit.',
		},
	},
	{
		...kinds.state,
		id: 'frozen',
		group: 'pids',
		title: 'Frozen',
		jsonPath: 'pids.frozen',
		select: ({isFrozen}) => isFrozen === undefined ? undefined : Number(isFrozen),
		describe: {
			v1: ['freezer.state'],
			v2: ['cgroup.events frozen'],
			engine: [],
			formula: '1 when frozen',
			sentence: 'Whether everything in the container is stopped in its place, which is what docker pause does.',
		},
	},
] as const satisfies readonly Metric[];
