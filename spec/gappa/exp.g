# exp of src/numerics/exp.ts: the bound is asked of v, the result before its one rounding and the power of two. See README.md.
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
Th = rnd(Th_);
tl = rnd(tl_);
w rnd= r*q + tl;
z rnd= r*w + tl;
p = rnd(r + z);
tail rnd= Th*p;
v = Th + tail;
R = a - k*(Lo + dLo);
Q = (1/2 + R*(1/6)) + R*R*(1/24 + R*(1/120));
W = R*Q + tl;
Z = R*W + tl;
P = R + Z + tl*(R*R*Q);
E = 1 + (R + R*R*Q) + rem;
T = Th * (1 + tl + dT);
{ k in [-275600,262300] /\ |a| <= 0.0014 /\ |R| <= 0.00135381 /\ |dLo| <= 1b-96 /\ |rem| <= 1b-66 /\ Th in [1,2] /\ tl in [0,1b-52] /\ |dT| <= 1b-104
 -> |v - T*E| <= 6.83e-19 }
v - T*E -> (tail - Th*p) + Th*((p - P) - rem*(1+tl) - dT*E);
p - P -> (p - (r + z)) + (r - R) + (z - Z) - tl*(R*R*Q);
