package main

import (
	"math"
	"softbellman"
)

// shifted is the largest of q, and the logarithm of the sum of exp((q - largest) / temperature).
func shifted(q []float64, temperature float64) (top, logSum float64) {
	top = math.Inf(-1)
	for _, x := range q {
		top = math.Max(top, x)
	}
	sum := 0.0
	for _, x := range q {
		if x == top {
			sum++
		} else if temperature > 0 {
			sum += math.Exp((x - top) / temperature)
		}
	}
	return top, math.Log(sum)
}

func logSumExp(q []float64, temperature float64) float64 {
	top, logSum := shifted(q, temperature)
	return top + temperature*logSum
}

// softmax is uniform over the maximisers at temperature 0.
func softmax(q []float64, temperature float64) []float64 {
	top, logSum := shifted(q, temperature)
	logPolicy := make([]float64, len(q))
	for a, x := range q {
		switch {
		case x == top:
			logPolicy[a] = -logSum
		case temperature > 0:
			logPolicy[a] = (x-top)/temperature - logSum
		default:
			logPolicy[a] = math.Inf(-1)
		}
	}
	return logPolicy
}

// stateValue has nothing from actions without probability: 0 log 0 = 0.
func stateValue(logPolicy, q []float64, temperature float64) float64 {
	sum := 0.0
	for a, l := range logPolicy {
		if !math.IsInf(l, -1) {
			sum += math.Exp(l) * (q[a] - temperature*l)
		}
	}
	return sum
}

type actionValuesAtTemperature struct {
	Q           []float64
	Temperature float64
}

type oneState struct {
	LogPolicy, Q []float64
	Temperature  float64
}

var ofOneState = softbellman.Operations{
	"logSumExp": softbellman.Offer(func(a actionValuesAtTemperature) float64 { return logSumExp(a.Q, a.Temperature) }),
	"softmax":   softbellman.Offer(func(a actionValuesAtTemperature) []float64 { return softmax(a.Q, a.Temperature) }),
	"entropy": softbellman.Offer(func(a struct{ LogPolicy []float64 }) float64 {
		return stateValue(a.LogPolicy, make([]float64, len(a.LogPolicy)), 1)
	}),
	"stateValue":  softbellman.Offer(func(a oneState) float64 { return stateValue(a.LogPolicy, a.Q, a.Temperature) }),
	"klObjective": softbellman.Offer(func(a oneState) float64 { return -stateValue(a.LogPolicy, a.Q, a.Temperature) }),
}
