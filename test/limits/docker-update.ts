import test from 'ava';
import type {LimitsUpdate} from '../../source/container.js';
import {formatDockerUpdate} from '../../source/limits/docker-update.js';
import {convertUpdate} from '../../source/limits/update-body.js';
import {makeDetail} from '../support/containers.js';

const mebibyte = 1024 * 1024;
const machine = {cpus: 2, memoryBytes: 8192 * mebibyte};
const present = makeDetail({limits: {...makeDetail().limits, memoryBytes: 64 * mebibyte, memorySwapBytes: 96 * mebibyte}});

const lines: ReadonlyArray<readonly [update: LimitsUpdate, hasCpuQuota: boolean, line: string]> = [
	[{cpus: 0.5}, false, 'docker update --cpus 0.5 web'],
	[{cpus: 0.5}, true, 'docker update --cpu-period 100000 --cpu-quota 50000 web'],
	[{cpus: undefined}, false, 'docker update --cpus 2 web'],
	[{cpus: undefined}, true, 'docker update --cpu-period 100000 --cpu-quota -1 web'],
	[{cpuShares: undefined, cpuset: undefined}, false, 'docker update --cpu-shares 1024 --cpuset-cpus 0-1 web'],
	[{memoryBytes: 128 * mebibyte}, false, 'docker update --memory 128m --memory-swap 160m web'],
	[{memoryBytes: 128 * mebibyte, memorySwapBytes: 'max'}, false, 'docker update --memory 128m --memory-swap -1 web'],
	[{memoryBytes: undefined}, false, 'docker update --memory 8g --memory-swap 16g web'],
	[{memoryReservationBytes: 32 * mebibyte, pids: undefined}, false, 'docker update --memory-reservation 32m --pids-limit -1 web'],
	[{memoryReservationBytes: undefined}, false, 'docker update web (and no reservation, for which it has no words)'],
	[{restartPolicy: 'on-failure:3'}, false, 'docker update --restart on-failure:3 web'],
	[{restartPolicy: 'always'}, false, 'docker update --restart always web'],
];
for (const [update, hasCpuQuota, line] of lines) {
	test(`${JSON.stringify(update)} with${hasCpuQuota ? '' : 'out'} a quota is ${line}`, t => {
		t.is(formatDockerUpdate('web', convertUpdate(update, {...present, hasCpuQuota}, machine)), line);
	});
}
