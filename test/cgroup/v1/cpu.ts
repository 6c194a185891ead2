import test from 'ava';
import type {Folder} from '../../../source/cgroup/folder.js';
import {readCpu} from '../../../source/cgroup/v1/cpu.js';
import type {CpuReading} from '../../../source/metrics/reading.js';
import {createTextFolder, findWrongNumbers, type Texts} from '../../support/damage.js';

const limited: Texts = {
	'cpuacct.usage': '22500554227\n',
	'cpuacct.stat': 'user 2233\nsystem 14\n',
	'cpu.stat': 'nr_periods 770\nnr_throttled 716\nthrottled_time 38855183385\nnr_bursts 0\nburst_time 0\n',
	'cpu.cfs_quota_us': '30000\n',
	'cpu.cfs_period_us': '100000\n',
	'cpu.shares': '512\n',
	'cpuset.cpus': '0-3\n',
	'cpuset.effective_cpus': '0-1\n',
};

const readAll = (folder: Folder): CpuReading | undefined => readCpu({cpu: folder, cpuacct: folder, cpuset: folder});
const read = (changes: Readonly<Record<string, string | undefined>>): CpuReading | undefined => readAll(createTextFolder({...limited, ...changes} as Texts));

test('nanoseconds and ticks are microseconds, rounded down', t => {
	t.deepEqual(read({}), {
		usageMicroseconds: 22_500_554,
		userMicroseconds: 22_330_000,
		systemMicroseconds: 140_000,
		quotaMicroseconds: 30_000,
		periodMicroseconds: 100_000,
		periods: 770,
		throttledPeriods: 716,
		throttledMicroseconds: 38_855_183,
		weight: undefined,
		shares: 512,
		cpuset: '0-1',
	});
});

test('no quota is -1', t => {
	t.is(read({'cpu.cfs_quota_us': '-1\n'})?.quotaMicroseconds, 'max');
	t.is(read({'cpu.cfs_quota_us': '-10\n'})?.quotaMicroseconds, undefined);
});

test('the CPUs of old kernels are those that were asked for', t => {
	t.is(read({'cpuset.effective_cpus': undefined})?.cpuset, '0-3');
});

test('each missing file takes its own numbers away and no other', t => {
	const whole = read({});
	for (const [name, unknown] of Object.entries<ReadonlyArray<keyof CpuReading>>({
		'cpuacct.stat': ['userMicroseconds', 'systemMicroseconds'],
		'cpu.stat': ['periods', 'throttledPeriods', 'throttledMicroseconds'],
		'cpu.cfs_quota_us': ['quotaMicroseconds'],
		'cpu.cfs_period_us': ['periodMicroseconds'],
		'cpu.shares': ['shares'],
	})) {
		t.deepEqual(read({[name]: undefined}), {...whole, ...Object.fromEntries(unknown.map(field => [field, undefined]))} as CpuReading, name);
	}

	t.is(read({'cpuacct.usage': undefined}), undefined, 'without the usage there is nothing to tell');
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers(limited, readAll), []);
});
