/**
 * The image that keeps a container as it was: `web:before-start-over-20261124-041211`, in UTC. Repository names are stricter
 * than container names: lower case, and no two separators in a row.
 */
export function nameSavedImage(containerName: string, at: Date): string {
	const repository = containerName.toLowerCase().replaceAll(/[\-._]{2,}/gv, '-').replace(/[\-._]$/v, '');
	const time = at.toISOString().replaceAll(/[\-:]/gv, '').replace('T', '-').slice(0, 15);
	return `${repository}:before-start-over-${time}`;
}
