# exp of src/numerics/exp.ts where the table holds 2^0 = 1, so that v may be below 1 and its unit in the last place is half as large. See README.md.
@rnd = float<ieee_64,ne>;
Lo = 5013196084208564b-96;
c6 = 6004799503160661b-55;
c24 = 6004799503160661b-57;
c120 = 4803839602528529b-59;
a = rnd(a_);
k = int<ne>(k_);
r = rnd(a - rnd(k*Lo));
rr rnd= r*r;
q rnd= (0.5 + r*c6) + rr*(c24 + r*c120);
w rnd= r*q;
z rnd= r*w;
p = rnd(r + z);
v = 1 + p;
R = a - k*(Lo + dLo);
Q = (1/2 + R*(1/6)) + R*R*(1/24 + R*(1/120));
W = R*Q;
Z = R*W;
P = R + Z;
E = 1 + (R + R*R*Q) + rem;
{ k in [-275600,262300] /\ |a| <= 0.0014 /\ |R| <= 0.00135381 /\ |dLo| <= 1b-96 /\ |rem| <= 1b-66
 -> |v - E| <= 2.31e-19 }
v - E -> (p - P) - rem;
p - P -> (p - (r + z)) + (r - R) + (z - Z);
