// Package softbellman lets `soft-bellman conform` ask your functions: copy this file beside your code. No dependencies.
//
//	softbellman.Serve("my library", softbellman.Double, softbellman.Operations{
//		"entropy": softbellman.Offer(func(a struct{ LogPolicy []float64 }) float64 { ... }),
//	})
//
// and then
//
//	npx soft-bellman conform -- ./my-harness
//
// Names and arguments of the operations: docs/protocol.md. A function takes one struct, whose fields are the arguments by name: LogPolicy
// is logPolicy. What it returns is a number, a slice of what it may return, or a struct of it. It panics with Skip for what your code does
// not claim to support; whatever else it panics with is its answer.
package softbellman

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"sort"
	"strings"
)

// Unit roundoffs: of float64, and of float32.
const (
	Double = 0x1p-53
	Single = 0x1p-24
)

const version = 1

// Skip says why a case is outside of what the implementation claims.
type Skip string

// Operation answers the arguments of one call.
type Operation func(arguments map[string]any) any

// Operations stand under their documented names.
type Operations map[string]Operation

// Offer makes an operation of a function of one struct.
func Offer[A, R any](f func(A) R) Operation {
	return func(arguments map[string]any) any {
		var a A
		decode(arguments, reflect.ValueOf(&a).Elem(), "arguments")
		return encode(reflect.ValueOf(f(a)))
	}
}

// Problem is a finite MDP with its discount and temperature; Actions lists the actions of every state.
type Problem struct {
	States                int
	Discount, Temperature float64
	Actions               [][]Action
}

// Action pays Reward and leads to one of its Transitions.
type Action struct {
	Reward      float64
	Transitions []Transition
}

// Transition leads to the state Next, or ends the episode where Next is End. It pays Reward beside that of its action.
type Transition struct {
	Next                int
	Probability, Reward float64
}

// End of the episode, worth 0.
const End = -1

type message struct {
	Cmd       string
	Seq       json.RawMessage
	Operation string
	Arguments map[string]any
	Echo      any
}

// Serve answers on standard output until told to stop. What the functions print goes to standard error.
func Serve(name string, unitRoundoff float64, operations Operations) {
	answers := json.NewEncoder(os.Stdout)
	os.Stdout = os.Stderr
	questions := json.NewDecoder(os.Stdin)
	for {
		var m message
		if err := questions.Decode(&m); err == io.EOF || m.Cmd == "stop" {
			return
		} else if err != nil {
			fmt.Fprintln(os.Stderr, "no message:", err)
			os.Exit(2)
		}
		var answer map[string]any
		if m.Cmd == "start" {
			answer = introduction(name, unitRoundoff, operations, m.Echo)
		} else {
			answer = call(operations, m)
		}
		if err := answers.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, "no answer:", err)
			os.Exit(2)
		}
	}
}

func introduction(name string, unitRoundoff float64, operations Operations, echo any) map[string]any {
	names := make([]string, 0, len(operations))
	for operation := range operations {
		names = append(names, operation)
	}
	sort.Strings(names)
	var numbers []float64
	decode(echo, reflect.ValueOf(&numbers).Elem(), "echo")
	return map[string]any{
		"version":      version,
		"name":         name,
		"unitRoundoff": unitRoundoff,
		"operations":   names,
		"echo":         encode(reflect.ValueOf(numbers)),
	}
}

func call(operations Operations, m message) (answer map[string]any) {
	defer func() {
		switch reason := recover().(type) {
		case nil:
		case Skip:
			answer = map[string]any{"seq": m.Seq, "skipped": string(reason)}
		default:
			answer = map[string]any{"seq": m.Seq, "errored": fmt.Sprint(reason)}
		}
	}()
	return map[string]any{"seq": m.Seq, "result": operations[m.Operation](m.Arguments)}
}

var tags = map[string]float64{
	"NaN": math.NaN(), "Infinity": math.Inf(1), "-Infinity": math.Inf(-1), "-0": math.Copysign(0, -1),
}

// decode puts what JSON said where Go wants it.
func decode(said any, wanted reflect.Value, what string) {
	switch value := said.(type) {
	case float64:
		if wanted.Kind() == reflect.Int {
			wanted.SetInt(int64(value))
		} else {
			wanted.SetFloat(value)
		}
	case string:
		x, known := tags[value]
		if !known {
			panic(fmt.Sprintf("%s: %q is no number", what, value))
		}
		wanted.SetFloat(x)
	case bool:
		wanted.SetBool(value)
	case []any:
		if wanted.Type() == reflect.TypeOf(Transition{}) {
			wanted.Set(reflect.ValueOf(transition(value)))
			return
		}
		if wanted.Kind() == reflect.Slice {
			wanted.Set(reflect.MakeSlice(wanted.Type(), len(value), len(value)))
		}
		for i, x := range value {
			decode(x, wanted.Index(i), what)
		}
	case map[string]any:
		for i := 0; i < wanted.NumField(); i++ {
			name := argument(wanted.Type().Field(i).Name)
			x, given := value[name]
			if !given {
				panic(fmt.Sprintf("%s: nothing is called %q", what, name))
			}
			decode(x, wanted.Field(i), name)
		}
	default:
		panic(fmt.Sprintf("%s: %v where a value belongs", what, said))
	}
}

// transition reads [next, probability] or [next, probability, reward].
func transition(said []any) Transition {
	t := Transition{Next: End}
	if said[0] != nil {
		decode(said[0], reflect.ValueOf(&t.Next).Elem(), "next")
	}
	decode(said[1], reflect.ValueOf(&t.Probability).Elem(), "probability")
	if len(said) > 2 {
		decode(said[2], reflect.ValueOf(&t.Reward).Elem(), "reward")
	}
	return t
}

// encode gives what encoding/json prints as the protocol wants it.
func encode(value reflect.Value) any {
	switch value.Kind() {
	case reflect.Slice, reflect.Array:
		list := make([]any, value.Len())
		for i := range list {
			list[i] = encode(value.Index(i))
		}
		return list
	case reflect.Struct:
		record := map[string]any{}
		for i := 0; i < value.NumField(); i++ {
			record[argument(value.Type().Field(i).Name)] = encode(value.Field(i))
		}
		return record
	case reflect.Float32, reflect.Float64:
		return number(value.Float())
	}
	panic(fmt.Sprintf("%s is neither a number nor made of numbers", value.Type()))
}

// number is a tagged string where JSON has no number.
func number(x float64) any {
	switch {
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 1):
		return "Infinity"
	case math.IsInf(x, -1):
		return "-Infinity"
	case x == 0 && math.Signbit(x):
		return "-0"
	}
	return x
}

// argument is the name in a message of a field in Go.
func argument(field string) string {
	return strings.ToLower(field[:1]) + field[1:]
}
