import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeEnvironment, pendulum, pendulumStep, wrapped } from '../../src/environments/index.ts';
import { cosine, sine } from '../../src/numerics/index.ts';
import recorded from '../fixtures/pendulum/trajectories.json' with { type: 'json' };

/** Pendulum-v1 in a state that the recording begins in. */
const startedAt = ([angle, speed]: readonly number[]) => {
  const environment = makeEnvironment('Pendulum-v1');
  environment.reset(0);
  const saved = environment.save();
  saved.set([angle, speed], 1);
  environment.restore(saved);
  return environment;
};

/**
 * How far rewards may be apart because NumPy squares by `pow`, which now and then gives the other neighbour (once in a thousand times): one
 * unit of single precision in $u^2$, two in $0.001 u^2$ after its rounding, and one of double precision in each of the other squares and in
 * both sums.
 */
const squaringError = (reward: number, torque: number): number =>
  2 * 2 ** -23 * 0.001 * Math.min(torque * torque, 4) + 3 * 2 ** -52 * Math.abs(reward);

describe.each(recorded.trajectories)("Gymnasium's trajectory: $title", trajectory => {
  const { states, torques, observations, rewards, terminated, truncated } = trajectory;

  test('each step from the recorded state leads to the recorded one, to the bit', () => {
    let differing = 0;
    torques.forEach((torque, i) => {
      const { angle, speed, reward } = pendulumStep({ angle: states[i][0], speed: states[i][1] }, torque);
      expect([angle, speed], `step ${i}`).toEqual(states[i + 1]);
      expect(Math.abs(reward - rewards[i]), `step ${i}`).toBeLessThanOrEqual(squaringError(reward, torque));
      if (reward !== rewards[i]) differing++;
    });
    expect(differing / torques.length).toBeLessThan(0.02);
    console.log(`${torques.length} steps, ${differing} rewards differ`);
  });

  test('from the first state on, everything that is reported is the same', () => {
    const environment = startedAt(states[0]);
    torques.forEach((torque, i) => {
      const { reward, ...step } = environment.step([torque]);
      expect({ ...step, observation: [...step.observation] }, `step ${i}`).toEqual({
        observation: observations[i],
        terminated: terminated[i],
        truncated: truncated[i],
      });
      expect([...environment.save().subarray(1, 3)], `step ${i}`).toEqual(states[i + 1]);
      expect(Math.abs(reward - rewards[i]), `step ${i}`).toBeLessThanOrEqual(squaringError(reward, torque));
    });
  });
});

test('what is recorded reaches the bounds of speed and torque, many turns, and the time limit', () => {
  const all = recorded.trajectories;
  expect(all.length).toBe(5);
  expect(all.every(({ truncated }) => truncated.indexOf(true) === 199 && truncated.length === 200)).toBe(true);
  expect(all.flatMap(({ terminated }) => terminated)).not.toContain(true);
  const angles = all.flatMap(({ states }) => states.map(([angle]) => angle));
  expect(Math.min(...angles)).toBeLessThan(-12_000);
  expect(Math.max(...angles)).toBeGreaterThan(10_000);
  for (const speed of [-8, 8]) expect(all.some(({ states }) => states.some(state => state[1] === speed))).toBe(true);
  expect(all.some(({ torques }) => torques.some(torque => Math.abs(torque) > 2))).toBe(true);
});

test('torques are single precision', () => {
  const state = { angle: 2, speed: 1 };
  expect(pendulumStep(state, 0.1)).toEqual(pendulumStep(state, Math.fround(0.1)));
});

test('a wrapped angle lies in [-pi, pi] and points the same way', () => {
  const exact = 2 ** -40;
  fc.assert(
    fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), angle => {
      const rest = wrapped(angle);
      expect(Math.abs(rest)).toBeLessThanOrEqual(Math.PI);
      /* Two roundings of at most 2^-43 each, and 160 turns of a double that is less than 2^-51 off 2 pi. */
      expect(Math.abs(cosine(rest) - cosine(angle))).toBeLessThan(exact);
      expect(Math.abs(sine(rest) - sine(angle))).toBeLessThan(exact);
    }),
  );
});

test('episodes begin anywhere, and as the seed says', () => {
  const environment = makeEnvironment('Pendulum-v1');
  const starts = [environment.reset(3), environment.reset(), environment.reset(3), environment.reset(4)];
  expect(starts[2]).toEqual(starts[0]);
  expect(starts[1]).not.toEqual(starts[0]);
  expect(starts[3]).not.toEqual(starts[0]);
  const quarters = new Set<number>();
  for (let i = 0; i < 200; i++) {
    const [x, y, speed] = environment.reset();
    expect(Math.abs(speed)).toBeLessThanOrEqual(1);
    expect(Math.abs(x * x + y * y - 1)).toBeLessThan(2 ** -21);
    quarters.add((x > 0 ? 1 : 0) + (y > 0 ? 2 : 0) + (speed > 0 ? 4 : 0));
  }
  expect(quarters.size).toBe(8);
});

test('a saved environment goes on to the bit, through the time limit and into the next episode', () => {
  const [one, other] = [makeEnvironment('Pendulum-v1'), makeEnvironment('Pendulum-v1')];
  one.reset(9);
  for (let i = 0; i < 150; i++) one.step([i % 3]);
  other.restore(one.save());
  const rest = [one, other].map(environment => {
    const seen = Array.from({ length: 50 }, (_, i) => environment.step([i % 2]));
    return [seen, environment.reset(), environment.step([1]), environment.save()];
  });
  expect(rest[1]).toEqual(rest[0]);
  expect((rest[0][0] as { truncated: boolean }[]).findIndex(({ truncated }) => truncated)).toBe(49);
});

test('the time limit counts anew in each episode', () => {
  const environment = makeEnvironment('Pendulum-v1');
  for (let episode = 0; episode < 3; episode++) {
    environment.reset(episode);
    for (let i = 1; i <= 200; i++) expect(environment.step([0]).truncated).toBe(i === 200);
  }
});

test('what is no action, no saved state or no environment is refused in one line', () => {
  const environment = pendulum();
  environment.reset(0);
  const before = environment.save();
  expect(() => environment.step([Number.NaN])).toThrow(
    'the action of Pendulum-v1, entry 0: NaN, expected a finite number (a diverged policy?)',
  );
  expect(() => environment.step([1, 2])).toThrow('the action of Pendulum-v1 has 2 entries, expected 1');
  expect(environment.save()).toEqual(before);
  expect(() => environment.restore(new Float64Array(7))).toThrow(
    'the saved state of Pendulum-v1 has 7 entries, expected 6',
  );
  expect(() => makeEnvironment('Pendulum-v0')).toThrow('there is no environment "Pendulum-v0", expected Pendulum-v1');
  expect(() => makeEnvironment('toString')).toThrow('there is no environment "toString"');
  expect(() => environment.reset(-1)).toThrow('the seed is -1, expected a whole number from 0 to 2^53 - 1');
});
