unsigned other_odd(unsigned n);
unsigned other_even(unsigned n);
