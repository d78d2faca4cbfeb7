// A server in small: work with labels, profiled by itself into labels.pb.gz.
package main

import (
	"context"
	"os"
	"runtime/pprof"
	"sync"
)

func spin(rounds int) (sum float64) {
	for i := 0; i < rounds; i++ {
		sum += float64(i%7) * 0.5
	}
	return sum
}

var result float64

func serve(handler, user string, rounds int) {
	labels := pprof.Labels("handler", handler, "user", user)
	pprof.Do(context.Background(), labels, func(context.Context) {
		result += spin(rounds)
	})
}

func main() {
	file, _ := os.Create("labels.pb.gz")
	pprof.StartCPUProfile(file)
	var wait sync.WaitGroup
	for i := 0; i < 2; i++ {
		wait.Add(1)
		go func(user string) {
			serve("/list", user, 40000000)
			serve("/edit", user, 80000000)
			wait.Done()
		}([]string{"ann", "bob"}[i])
	}
	wait.Wait()
	result += spin(50000000)
	pprof.StopCPUProfile()
	file.Close()
}
