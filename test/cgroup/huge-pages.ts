import test from 'ava';
import {readHugePages, readV1HugePages} from '../../source/cgroup/huge-pages.js';
import {createTextFolder, findWrongNumbers} from '../support/damage.js';

const sizes = ['2MB', '1GB'];

test('huge pages that are used or limited, on v2', t => {
	const read = (texts: Readonly<Record<string, string>>): unknown => readHugePages(createTextFolder(texts), sizes);
	t.deepEqual(read({'hugetlb.2MB.current': '4194304\n', 'hugetlb.2MB.max': 'max\n', 'hugetlb.1GB.current': '0\n', 'hugetlb.1GB.max': 'max\n'}), [
		{size: '2MB', currentBytes: 4_194_304, limitBytes: 'max'},
	]);
	t.deepEqual(read({'hugetlb.2MB.current': '0\n', 'hugetlb.2MB.max': '0\n'}), [{size: '2MB', currentBytes: 0, limitBytes: 0}], 'forbidden is a limit');
	t.deepEqual(read({'hugetlb.2MB.current': '0\n'}), []);
	t.is(read({'hugetlb.2MB.max': '4194304\n'}), undefined);
	t.is(read({}), undefined, 'the controller is off');
});

test('huge pages on v1, where no limit is a large number', t => {
	t.deepEqual(readV1HugePages(createTextFolder({
		'hugetlb.2MB.usage_in_bytes': '0\n',
		'hugetlb.2MB.limit_in_bytes': '9223372036852678656\n',
		'hugetlb.1GB.usage_in_bytes': '1073741824\n',
		'hugetlb.1GB.limit_in_bytes': '9223372035781033984\n',
	}), sizes), [{size: '1GB', currentBytes: 1_073_741_824, limitBytes: 'max'}]);
	t.deepEqual(readV1HugePages(createTextFolder({'hugetlb.2MB.usage_in_bytes': '0\n', 'hugetlb.2MB.limit_in_bytes': '2097152\n'}), sizes), [
		{size: '2MB', currentBytes: 0, limitBytes: 2_097_152},
	]);
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers({'hugetlb.2MB.current': '4194304\n', 'hugetlb.2MB.max': '8388608\n'}, folder => readHugePages(folder, sizes)), []);
});
