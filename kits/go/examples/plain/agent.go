package main

import (
	"math"
	"softbellman"
)

type twin [2]float64

func (q twin) minimum() float64 { return math.Min(q[0], q[1]) }

type transitions struct {
	Rewards               []float64
	Terminated            []bool
	NextValues            []twin
	NextLogProb           []float64
	Discount, Temperature float64
}

// criticTarget is r + discount (1 - terminated) (min Q' - temperature log pi'); truncated plays no part in it.
func criticTarget(b transitions) []float64 {
	y := make([]float64, len(b.Rewards))
	for i, r := range b.Rewards {
		y[i] = r
		if !b.Terminated[i] {
			y[i] += b.Discount * (b.NextValues[i].minimum() - b.Temperature*b.NextLogProb[i])
		}
	}
	return y
}

type drawnActions struct {
	Values      []twin
	LogProb     []float64
	Temperature float64
}

// valueTarget is min Q - temperature log pi.
func valueTarget(b drawnActions) []float64 {
	v := make([]float64, len(b.Values))
	for i, q := range b.Values {
		v[i] = q.minimum() - b.Temperature*b.LogProb[i]
	}
	return v
}

// policyLoss is the mean of temperature log pi - min Q.
func policyLoss(b drawnActions) float64 { return -mean(valueTarget(b)) }

// criticLoss is half the mean squared error.
func criticLoss(b struct{ Predictions, Targets []float64 }) float64 {
	squares := make([]float64, len(b.Targets))
	for i, y := range b.Targets {
		squares[i] = (b.Predictions[i] - y) * (b.Predictions[i] - y) / 2
	}
	return mean(squares)
}

type slope struct{ Loss, Gradient float64 }

// temperatureLoss is temperature (entropy - target entropy); the parameter is the temperature itself.
func temperatureLoss(b struct {
	Parameter, TargetEntropy float64
	LogProb                  []float64
}) slope {
	excess := -mean(b.LogProb) - b.TargetEntropy
	return slope{Loss: b.Parameter * excess, Gradient: excess}
}

type drawn struct {
	Actions [][]float64
	LogProb []float64
}

// squashedGaussian draws a = c tanh u for u = mean + deviation noise: log pi is the sum of log N(u) - log c + 2 log cosh u.
func squashedGaussian(b struct {
	Mean, LogDeviation, Noise [][]float64
	Scale                     []float64
}) drawn {
	result := drawn{make([][]float64, len(b.Mean)), make([]float64, len(b.Mean))}
	for i, means := range b.Mean {
		result.Actions[i] = make([]float64, len(means))
		for k, m := range means {
			c, logDeviation, z := b.Scale[k], b.LogDeviation[i][k], b.Noise[i][k]
			u := m + math.Exp(logDeviation)*z
			result.Actions[i][k] = c * math.Tanh(u)
			result.LogProb[i] += 2*logCosh(u) - math.Log(c) - logDeviation - (z*z+math.Log(2*math.Pi))/2
		}
	}
	return result
}

// logCosh is |u| - log 2 + log(1 + exp(-2 |u|)), which is finite wherever u is.
func logCosh(u float64) float64 {
	return math.Abs(u) - math.Ln2 + math.Log1p(math.Exp(-2*math.Abs(u)))
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, y := range x {
		sum += y
	}
	return sum / float64(len(x))
}

var agent = softbellman.Operations{
	"criticTarget":     softbellman.Offer(criticTarget),
	"valueTarget":      softbellman.Offer(valueTarget),
	"criticLoss":       softbellman.Offer(criticLoss),
	"policyLoss":       softbellman.Offer(policyLoss),
	"temperatureLoss":  softbellman.Offer(temperatureLoss),
	"squashedGaussian": softbellman.Offer(squashedGaussian),
	"movingAverage": softbellman.Offer(func(a struct{ Tau, Online, Target float64 }) float64 {
		return a.Tau*a.Online + (1-a.Tau)*a.Target
	}),
}
