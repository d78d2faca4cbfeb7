int text_even(int n);
int text_odd(int n);
int text_sum(const int *values, int count);
