// Works, allocates and waits, and writes what Go's profilers saw of it: each profile as protobuf and,
// where there is one, as text.
package main

import (
	"context"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

var sink float64
var kept [][]byte

func burn(n int) {
	for i := 0; i < n*1000; i++ {
		sink += float64(i) * 1.5
	}
}

//go:noinline
func parse(depth int) {
	if depth > 0 {
		burn(20)
		parse(depth - 1)
	}
}

func small() []byte { return make([]byte, 10000) }

//go:noinline
func allocate(n int) {
	for i := 0; i < n; i++ {
		block := small()
		if i%3 == 0 {
			kept = append(kept, block)
		}
	}
}

//go:noinline
func contend() {
	var mutex sync.Mutex
	var group sync.WaitGroup
	for i := 0; i < 4; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < 20; j++ {
				mutex.Lock()
				time.Sleep(time.Millisecond)
				mutex.Unlock()
			}
		}()
	}
	group.Wait()
}

func write(name, file string, debug int) {
	f, _ := os.Create(file)
	pprof.Lookup(name).WriteTo(f, debug)
	f.Close()
}

func main() {
	runtime.MemProfileRate = 65536
	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(1)
	f, _ := os.Create("cpu.pb.gz")
	pprof.StartCPUProfile(f)
	labels := pprof.Labels("phase", "parse it", "step", "1")
	pprof.Do(context.Background(), labels, func(context.Context) {
		for i := 0; i < 3000; i++ {
			parse(5)
		}
	})
	pprof.StopCPUProfile()
	f.Close()
	allocate(2000)
	runtime.GC()
	write("heap", "first.pb.gz", 0)
	allocate(3000)
	kept = kept[:100]
	contend()
	runtime.GC()
	for _, name := range []string{"heap", "goroutine", "threadcreate", "mutex", "block"} {
		write(name, name+".pb.gz", 0)
		write(name, name+".txt", 1)
	}
}
