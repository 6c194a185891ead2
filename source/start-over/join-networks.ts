import type {Engine} from '../engine/engine.js';
import type {Recipe} from './plan.js';

/** Puts a created container on its further networks. It does not run yet, so no address is taken by this. */
export async function joinNetworks(engine: Engine, id: string, {connects, leaves}: Recipe): Promise<void> {
	for (const {network, endpoint} of connects) {
		await engine.connectNetwork(network, id, endpoint);
	}

	if (connects.length > 0) {
		await leaveNetworks(engine, id, leaves);
	}
}

/** A container that is on no network at all joins its own when it starts, so it can leave that one only afterwards. */
export async function leaveLastNetwork(engine: Engine, id: string, {connects, leaves}: Recipe): Promise<void> {
	if (connects.length === 0) {
		await leaveNetworks(engine, id, leaves);
	}
}

async function leaveNetworks(engine: Engine, id: string, networks: readonly string[]): Promise<void> {
	for (const network of networks) {
		await engine.disconnectNetwork(network, id);
	}
}
