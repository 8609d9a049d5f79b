module softbellman

go 1.18
