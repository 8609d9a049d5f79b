package main

import "softbellman"

// actionValues is Q(s, a) = r + discount E[V(s')] for every action; V is 0 where nothing is chosen and where the episode ends.
func actionValues(p softbellman.Problem, values []float64, state int) []float64 {
	value := func(next int) float64 {
		if next == softbellman.End || len(p.Actions[next]) == 0 {
			return 0
		}
		return values[next]
	}
	q := make([]float64, len(p.Actions[state]))
	for a, action := range p.Actions[state] {
		var mass, mean float64
		for _, t := range action.Transitions {
			mass += t.Probability
			mean += t.Probability * (t.Reward + p.Discount*value(t.Next))
		}
		q[a] = action.Reward + mean/mass
	}
	return q
}

// atActingStates is 0 at terminal states.
func atActingStates[R any](p softbellman.Problem, terminal R, f func(s int) R) []R {
	result := make([]R, p.States)
	for s := range result {
		result[s] = terminal
		if len(p.Actions[s]) > 0 {
			result[s] = f(s)
		}
	}
	return result
}

var operators = softbellman.Operations{
	"optimalBackup": softbellman.Offer(func(a struct {
		Problem softbellman.Problem
		Values  []float64
	}) []float64 {
		return atActingStates(a.Problem, 0, func(s int) float64 {
			return logSumExp(actionValues(a.Problem, a.Values, s), a.Problem.Temperature)
		})
	}),
	"policyBackup": softbellman.Offer(func(a struct {
		Problem softbellman.Problem
		Policy  [][]float64
		Values  []float64
	}) []float64 {
		return atActingStates(a.Problem, 0, func(s int) float64 {
			return stateValue(a.Policy[s], actionValues(a.Problem, a.Values, s), a.Problem.Temperature)
		})
	}),
	"softmaxPolicy": softbellman.Offer(func(a struct {
		Problem softbellman.Problem
		Values  []float64
	}) [][]float64 {
		return atActingStates(a.Problem, []float64{}, func(s int) []float64 {
			return softmax(actionValues(a.Problem, a.Values, s), a.Problem.Temperature)
		})
	}),
}
