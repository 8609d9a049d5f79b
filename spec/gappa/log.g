# log and log1p of src/numerics/log.ts, but for |x - 1| < 2^-9: the bound is asked of v, the result before its last rounding. See README.md.
@rnd = float<ieee_64,ne>;
@t42 = fixed<-42,ne>;
@t34 = fixed<-34,ne>;
@t61 = fixed<-61,ne>;
c3 = 6004799503160661b-54;
c5 = 7205759403792794b-55;
c6 = 6004799503160661b-55;
c7 = 5146971002709138b-55;
h = t42(h_);
r = t61(r_);
rh = t34(rh_);
rl = r - rh;
l = rnd(l_);
lin = rnd(h + r);
linErr = (h + r) - lin;
sq = 0.5*rh*rh;
quad = rnd(lin - sq);
quadErr = (lin - sq) - quad;
rr = rnd(r*r);
c1 = rnd(r*rr);
poly rnd= (c3 - r*0.25) + rr*((c5 - r*c6) + rr*(c7 - r*0.125));
cub = rnd(c1*poly);
m rnd= 0.5*rl*(r + rh);
x = rnd(cub - m);
s1 = rnd(l + x);
s2 = rnd(linErr + s1);
s3 = rnd(quadErr + s2);
v = quad + s3;
Q = (1/3 - r*(1/4)) + r*r*((1/5 - r*(1/6)) + r*r*(1/7 - r*(1/8)));
Y = h + l + dl + r - r*r*0.5 + r*(r*r)*Q + rem;
{ |h| <= 746 /\ |rh| <= 0.002927 /\ |rl| <= 1b-26 /\ |r| <= 0.002926 /\ |l| <= 1b-33 /\ |dl| <= 1b-84 /\ |rem| <= 1b-78
 -> |v - Y| <= 1.075e-23 }
v - Y -> (s3 - (quadErr + s2)) + (s2 - (linErr + s1)) + (s1 - (l + x)) + (x - (cub - m)) - (m - 0.5*rl*(r+rh)) + (cub - r*(r*r)*Q) - dl - rem;
cub - r*(r*r)*Q -> (cub - c1*poly) + (c1 - r*(r*r))*poly + r*(r*r)*(poly - Q);
