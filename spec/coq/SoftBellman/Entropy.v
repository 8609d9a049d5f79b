(******************************************************************************)
(*  One state: entropy, log-sum-exp and the softmax                           *)
(*                                                                            *)
(*  For action values q : A -> R, a distribution p on the finite set A of     *)
(*  actions, and a temperature alpha >= 0, with entropy, soft_state_value and *)
(*  kl_objective as the code has them (Definitions.v):                        *)
(*                                                                            *)
(*               KL p p' ==  E_p[ln (p / p')]                                 *)
(*       softmax alpha q ==  exp ((q - log_sum_exp alpha q) / alpha); at      *)
(*                           alpha = 0 uniform over the maximisers of q       *)
(*                ties q ==  the number of maximisers of q                    *)
(*   optimal alpha q p   ==  p is a distribution whose soft value of q        *)
(*                           attains log_sum_exp alpha q                      *)
(*                                                                            *)
(*  0 ln 0 = 0 holds by itself: ln 0 is some real number.  The core is        *)
(*                                                                            *)
(*    gibbs_identity                                                          *)
(*    log_sum_exp alpha q - soft_state_value alpha p q                        *)
(*                                 = alpha * KL p (softmax alpha q)           *)
(*                                                                            *)
(*  and its two consequences soft_state_value_le (every distribution is at    *)
(*  most log_sum_exp) and softmax_optimal (one is equal to it), which hold at *)
(*  alpha = 0 too.  What follows uses only these two.                         *)
(******************************************************************************)

From SoftBellman Require Export Primitives Definitions.
From SoftBellman Require Import Sums Hoeffding.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Section Definitions.
Variable A : finType.
Implicit Types (p q : A -> R) (alpha : R).

Definition KL p p' : R := \sum_a p a * ln (p a / p' a).

Definition is_maximiser q a : R := if Req_EM_T (q a) (maximum q) then 1 else 0.
Definition ties q : R := \sum_a is_maximiser q a.

Definition softmax alpha q a : R :=
  if Req_EM_T alpha 0 then is_maximiser q a / ties q
  else exp (log_softmax_policy alpha q a).

Definition optimal alpha q p : Prop := dist p /\ soft_state_value alpha p q = log_sum_exp alpha q.

End Definitions.

(** *** Entropy, divergence and the objective *)

Section Divergence.
Variable A : finType.
Implicit Types (p q : A -> R) (alpha : R).

(** An entropy is not negative. *)
Lemma entropy_ge0 p : dist p -> 0 <= entropy p.
Proof.
move=> pd; apply: sum_ge0 => a; have p0 := proj1 pd a.
by have := ln_le0 p0 (prob_le1 a pd); nra.
Qed.

(** The soft value is the mean plus [alpha] times the entropy, *)
Lemma soft_state_value_entropy alpha p q : soft_state_value alpha p q = \sum_a p a * q a + alpha * entropy p.
Proof. by rewrite /entropy -sumMl -sumD; apply: eq_bigr => a _; ring. Qed.

(** and the opposite of the objective of the projection. *)
Lemma kl_objectiveE alpha p q : kl_objective alpha p q = - soft_state_value alpha p q.
Proof. by rewrite -sumN; apply: eq_bigr => a _; ring. Qed.

(** A soft value is affine in the action values. *)
Lemma soft_state_valueB alpha p q q' :
  soft_state_value alpha p q - soft_state_value alpha p q' = \sum_a p a * (q a - q' a).
Proof. by rewrite -sumB; apply: eq_bigr => a _; ring. Qed.

(** Another temperature weighs the entropy differently. *)
Lemma soft_state_value_temperature alpha beta p q :
  soft_state_value beta p q = soft_state_value alpha p q + (beta - alpha) * entropy p.
Proof. by rewrite !soft_state_value_entropy; ring. Qed.

(** One term of a divergence lies above its tangent, *)
Lemma divergence_term x y : 0 <= x -> 0 < y -> x - y <= x * ln (x / y).
Proof.
move=> [x0|<-] y0; last by lra.
have yx : 0 < y / x by apply: Rdiv_lt_0_compat.
have -> : ln (x / y) = - ln (y / x) by rewrite -ln_Rinv // Rinv_div.
have := ln_tangent yx; have : x * (y / x) = y by field; lra.
by nra.
Qed.

(** and touches it only where the two probabilities agree. *)
Lemma divergence_term_eq x y : 0 <= x -> 0 < y -> x * ln (x / y) = x - y -> x = y.
Proof.
move=> [x0|<-] y0; last by lra.
have yx : 0 < y / x by apply: Rdiv_lt_0_compat.
have -> : ln (x / y) = - ln (y / x) by rewrite -ln_Rinv // Rinv_div.
have e1 : x * (y / x) = y by field; lra.
move=> e; have /(ln_tangent_eq yx) : ln (y / x) = y / x - 1 by nra.
by move: e1 => /[swap] ->; lra.
Qed.

Section Positive.
Variables p p' : A -> R.
Hypotheses (pd : dist p) (pd' : dist p') (p'0 : forall a, 0 < p' a).

Let sum_difference : \sum_a (p a - p' a) = 0.
Proof. by rewrite sumB (proj2 pd) (proj2 pd'); lra. Qed.

(** A divergence is not negative, *)
Lemma KL_ge0 : 0 <= KL p p'.
Proof.
rewrite -sum_difference; apply: sum_le => a.
by apply: divergence_term => //; apply: (proj1 pd).
Qed.

(** and 0 only between equal distributions. *)
Lemma KL_eq0 : KL p p' = 0 -> forall a, p a = p' a.
Proof.
move=> kl0 a; apply: divergence_term_eq => //; first exact: (proj1 pd).
have gap b : 0 <= p b * ln (p b / p' b) - (p b - p' b).
  by have := divergence_term (proj1 pd b) (p'0 b); lra.
have := sum_eq0 gap _ a; rewrite sumB sum_difference -/(KL p p') kl0.
by move/(_ (Rminus_0_r 0)); lra.
Qed.

End Positive.
End Divergence.

(** *** Counting maximisers *)

Section Maximisers.
Variable A : finType.
Implicit Type q : A -> R.

Lemma is_maximiserP q a :
  q a = maximum q /\ is_maximiser q a = 1 \/ q a <> maximum q /\ is_maximiser q a = 0.
Proof. by rewrite /is_maximiser; case: (Req_EM_T _ _) => e /=; [left | right]. Qed.

Lemma is_maximiser_ge0 q a : 0 <= is_maximiser q a.
Proof. by case: (is_maximiserP q a) => [[_ ->]|[_ ->]]; lra. Qed.

(** The count depends on nothing but which actions are maximisers. *)
Lemma ties_eq q q' : (forall a, q a = maximum q <-> q' a = maximum q') ->
  is_maximiser q =1 is_maximiser q' /\ ties q = ties q'.
Proof.
move=> same; suff same1 : is_maximiser q =1 is_maximiser q'.
  by split=> //; apply: eq_bigr => a _; apply: same1.
move=> a; case: (is_maximiserP q a) (is_maximiserP q' a) (same a) => [[e ->]|[e ->]] [[e' ->]|[e' ->]] //; tauto.
Qed.

End Maximisers.

(** *** The softmax *)

Section Softmax.
Variables (A : finType) (a0 : A) (alpha : R).
Hypothesis alpha_gt0 : 0 < alpha.
Implicit Types (p q : A -> R).

Lemma log_sum_expE q : log_sum_exp alpha q = alpha * ln (\sum_a exp (q a / alpha)).
Proof. by rewrite /log_sum_exp; case: (Req_EM_T alpha 0) => [e|//]; lra. Qed.

Lemma softmaxE q a : softmax alpha q a = exp ((q a - log_sum_exp alpha q) / alpha).
Proof. by rewrite /softmax; case: (Req_EM_T alpha 0) => [e|//]; lra. Qed.

Lemma partition_gt0 q : 0 < \sum_a exp (q a / alpha).
Proof. by apply: (sum_gt0 a0) => a; apply: exp_pos. Qed.

(** The exponential of log-sum-exp is the partition function. *)
Lemma exp_log_sum_exp q : exp (log_sum_exp alpha q / alpha) = \sum_a exp (q a / alpha).
Proof.
rewrite log_sum_expE -[RHS]exp_ln; last exact: partition_gt0.
by congr exp; field; lra.
Qed.

(** The softmax is proportional to [exp (q / alpha)], *)
Lemma softmax_ratio q a : softmax alpha q a = exp (q a / alpha) / \sum_b exp (q b / alpha).
Proof.
rewrite softmaxE -exp_log_sum_exp /Rdiv -exp_Ropp -exp_plus.
by congr exp; ring.
Qed.

(** positive, *)
Lemma softmax_gt0 q a : 0 < softmax alpha q a.
Proof. by rewrite softmaxE; apply: exp_pos. Qed.

(** and a distribution. *)
Lemma softmax_dist q : dist (softmax alpha q).
Proof.
split=> [a|]; first exact/Rlt_le/softmax_gt0.
rewrite (eq_bigr _ (fun a _ => softmax_ratio q a)) /Rdiv sumMr.
by field; apply/Rgt_not_eq/partition_gt0.
Qed.

(** Its logarithm is the advantage over log-sum-exp, divided by the temperature. *)
Lemma ln_softmax q a : alpha * ln (softmax alpha q a) = q a - log_sum_exp alpha q.
Proof. by rewrite softmaxE ln_exp; field; lra. Qed.

(** **The Gibbs identity**: what a distribution loses is [alpha] times its divergence from the softmax. *)
Theorem gibbs_identity p q : dist p ->
  log_sum_exp alpha q - soft_state_value alpha p q = alpha * KL p (softmax alpha q).
Proof.
move=> pd; rewrite -{1}(average_const (log_sum_exp alpha q) pd) -sumB -sumMl.
apply: eq_bigr => a _; case: (proj1 pd a) => [p0|<-]; last by ring.
rewrite ln_quotient //; last exact: softmax_gt0.
by have := ln_softmax q a; nra.
Qed.

(** The objective of the projection is that divergence, less log-sum-exp. *)
Lemma kl_objective_KL p q : dist p ->
  kl_objective alpha p q = alpha * KL p (softmax alpha q) - log_sum_exp alpha q.
Proof. by move=> pd; rewrite kl_objectiveE -(gibbs_identity q pd); ring. Qed.

(** A distribution diverges from itself by 0. *)
Lemma KL_softmax_self q : KL (softmax alpha q) (softmax alpha q) = 0.
Proof.
apply: big1 => a _; rewrite /Rdiv Rinv_r ?ln_1 ?Rmult_0_r //.
exact/Rgt_not_eq/softmax_gt0.
Qed.

End Softmax.

(** *** At every temperature: a bound that is attained *)

Section Bound.
Variables (A : finType) (alpha : R).
Hypothesis alpha_ge0 : 0 <= alpha.
Implicit Types (p q : A -> R).

Lemma log_sum_exp0 q : log_sum_exp 0 q = maximum q.
Proof. by rewrite /log_sum_exp; case: (Req_EM_T 0 0). Qed.

Lemma softmax0 q a : softmax 0 q a = is_maximiser q a / ties q.
Proof. by rewrite /softmax; case: (Req_EM_T 0 0). Qed.

(** Nothing to choose from is worth 0. *)
Lemma log_sum_exp_none q : (A -> False) -> log_sum_exp alpha q = 0.
Proof.
move=> none; rewrite /log_sum_exp maximum_none // sum_none // ln_0 Rmult_0_r.
by case: (Req_EM_T alpha 0).
Qed.

(** The soft value of a distribution is at most log-sum-exp, *)
Theorem soft_state_value_le p q : dist p -> soft_state_value alpha p q <= log_sum_exp alpha q.
Proof.
move=> pd; have [a0 _] := dist_inhabited pd; case: alpha_ge0 => [alpha_gt0|<-].
  have := gibbs_identity alpha_gt0 q pd.
  by have := KL_ge0 pd (softmax_dist a0 alpha_gt0 q) (softmax_gt0 alpha_gt0 q); nra.
rewrite log_sum_exp0 -(average_const (maximum q) pd).
apply: sum_le => a; have := le_maximum q a; have := proj1 pd a; nra.
Qed.

(** at temperature 0 with equality for every distribution on the maximisers, *)
Lemma maximisers_optimal p q : dist p ->
  (forall a, p a <> 0 -> q a = maximum q) -> optimal 0 q p.
Proof.
move=> pd on_max; split=> //; rewrite log_sum_exp0 -(average_const (maximum q) pd).
apply: eq_bigr => a _; case: (Req_EM_T (p a) 0) => [->|pa]; first by ring.
by rewrite (on_max a pa); ring.
Qed.

(** and for no other, *)
Lemma optimal_maximisers p q : optimal 0 q p -> forall a, p a <> 0 -> q a = maximum q.
Proof.
case=> pd; rewrite log_sum_exp0 => attained a pa.
have gap b : 0 <= p b * (maximum q - q b).
  by apply: Rmult_le_pos; [exact: (proj1 pd) | have := le_maximum q b; lra].
have no_gap : \sum_b p b * (maximum q - q b) = 0.
  rewrite (eq_bigr (fun b => p b * maximum q - p b * (q b - 0 * ln (p b)))) => [|b _]; last by ring.
  by rewrite sumB (average_const _ pd) -/(soft_state_value 0 p q) attained; ring.
by have /Rmult_integral := sum_eq0 gap no_gap a; lra.
Qed.

(** There is a maximiser. *)
Lemma ties_ge1 (a0 : A) q : 1 <= ties q.
Proof.
have [a qa] := maximum_attained a0 q.
apply: Rle_trans (le_sum a (is_maximiser_ge0 q)).
by case: (is_maximiserP q a) => [[_ ->]|[]//]; lra.
Qed.

(** and in general for the softmax. *)
Theorem softmax_optimal (a0 : A) q : optimal alpha q (softmax alpha q).
Proof.
case: alpha_ge0 => [alpha_gt0|<-].
  have pd := softmax_dist a0 alpha_gt0 q; split=> //.
  have := gibbs_identity alpha_gt0 q pd.
  by rewrite KL_softmax_self //; lra.
have ties0 := ties_ge1 a0 q.
apply: maximisers_optimal => [|a]; last first.
  by rewrite softmax0; case: (is_maximiserP q a) => [[]//|[_ ->]]; rewrite /Rdiv Rmult_0_l.
split=> [a|]; first by rewrite softmax0; have := is_maximiser_ge0 q a => ?; apply: Rle_mult_inv_pos; lra.
by rewrite (eq_bigr _ (fun a _ => softmax0 q a)) /Rdiv sumMr -/(ties q); field; lra.
Qed.

End Bound.

(** **Uniqueness**: at a positive temperature the softmax alone attains the bound. *)
Theorem optimal_unique (A : finType) alpha (p q : A -> R) :
  0 < alpha -> optimal alpha q p -> forall a, p a = softmax alpha q a.
Proof.
move=> alpha_gt0 [pd e]; have [a0 _] := dist_inhabited pd.
apply: KL_eq0 => //; [exact: (softmax_dist a0) | exact: softmax_gt0 |].
by have := gibbs_identity alpha_gt0 q pd; rewrite e; nra.
Qed.

(** *** What log-sum-exp does when its arguments change *)

Section Sandwich.
Variables (A : finType) (a0 : A) (alpha : R).
Hypothesis alpha_ge0 : 0 <= alpha.
Implicit Types (p q : A -> R).

(** Tangents below and above: log-sum-exp moves by at least the average of the change under the old optimum,
    and at most that under the new. *)
Theorem gradient_sandwich p p' q q' : optimal alpha q p -> optimal alpha q' p' ->
  \sum_a p' a * (q a - q' a) <= log_sum_exp alpha q - log_sum_exp alpha q'
                             <= \sum_a p a * (q a - q' a).
Proof.
move=> [pd e] [pd' e']; have := soft_state_value_le alpha_ge0 q pd'; have := soft_state_value_le alpha_ge0 q' pd.
by rewrite -!(soft_state_valueB alpha) e e'; lra.
Qed.

(** So it moves by something between the smallest and the largest change, *)
Lemma log_sum_exp_between lo hi q q' : (forall a, lo <= q a - q' a <= hi) ->
  lo <= log_sum_exp alpha q - log_sum_exp alpha q' <= hi.
Proof.
move=> b; have opt := softmax_optimal alpha_ge0 a0.
have := gradient_sandwich (opt q) (opt q').
by have := average_bounds (proj1 (opt q)) b; have := average_bounds (proj1 (opt q')) b; lra.
Qed.

(** is monotone, *)
Lemma log_sum_exp_le q q' : (forall a, q a <= q' a) -> log_sum_exp alpha q <= log_sum_exp alpha q'.
Proof.
move=> le; have [_ opt] := softmax_optimal alpha_ge0 a0 q.
have pd := proj1 (softmax_optimal alpha_ge0 a0 q).
apply: Rle_trans (soft_state_value_le alpha_ge0 q' pd); rewrite -opt.
by apply: average_le => [|a]; [exact: (proj1 pd) | have := le a; lra].
Qed.

(** a non-expansion, *)
Lemma log_sum_exp_lipschitz q q' :
  Rabs (log_sum_exp alpha q - log_sum_exp alpha q') <= distance q q'.
Proof.
by apply/abs_le; apply: log_sum_exp_between => a; apply/abs_le/le_distance.
Qed.

(** and passes a constant through. *)
Theorem log_sum_exp_shift q q' c : (forall a, q' a = q a + c) ->
  log_sum_exp alpha q' = log_sum_exp alpha q + c.
Proof.
move=> e; suff: c <= log_sum_exp alpha q' - log_sum_exp alpha q <= c by lra.
by apply: log_sum_exp_between => a; rewrite e; lra.
Qed.

(** Only the ratio of the action values to the temperature matters. *)
Theorem log_sum_exp_scale q q' t : 0 < t -> (forall a, q' a = t * q a) ->
  log_sum_exp (t * alpha) q' = t * log_sum_exp alpha q.
Proof.
move=> t0 e; case: alpha_ge0 => [alpha_gt0|<-].
  rewrite !log_sum_expE //; last by nra.
  rewrite Rmult_assoc; congr (_ * (_ * ln _)); apply: eq_bigr => a _.
  by rewrite e; congr exp; field; lra.
rewrite Rmult_0_r !log_sum_exp0 -(maximumM a0); last lra.
by apply: maximum_ext.
Qed.

(** The softmax ignores a constant, *)
Theorem softmax_shift q q' c : (forall a, q' a = q a + c) -> softmax alpha q' =1 softmax alpha q.
Proof.
move=> e a; have := log_sum_exp_shift e; case: alpha_ge0 => [alpha_gt0|<-].
  by rewrite !softmaxE // => ->; congr exp; rewrite e; field; lra.
rewrite !log_sum_exp0 !softmax0 => top; have [|-> ->] // := @ties_eq _ q' q.
by move=> b; rewrite e top; split; lra.
Qed.

(** and a common scale. *)
Theorem softmax_scale q q' t : 0 < t -> (forall a, q' a = t * q a) ->
  softmax (t * alpha) q' =1 softmax alpha q.
Proof.
move=> t0 e a; have := log_sum_exp_scale t0 e; case: alpha_ge0 => [alpha_gt0|<-].
  by rewrite !softmaxE //; [move=> ->; congr exp; rewrite e; field; lra | nra].
rewrite Rmult_0_r !log_sum_exp0 !softmax0 => top; have [|-> ->] // := @ties_eq _ q' q.
by move=> b; rewrite e top; split=> ?; nra.
Qed.

End Sandwich.

(** *** Log-sum-exp against the maximum *)

Section Maximum.
Variables (A : finType) (a0 : A) (alpha : R).
Hypothesis alpha_ge0 : 0 <= alpha.
Implicit Types (p q : A -> R).

Local Notation n := (INR #|A|).

(** An entropy is at most the logarithm of the number of actions. *)
Lemma entropy_le p : dist p -> entropy p <= ln n.
Proof.
move=> pd; have := soft_state_value_le Rle_0_1 (fun=> 0) pd.
rewrite soft_state_value_entropy average_const // log_sum_expE; last lra.
rewrite (eq_bigr (fun=> 1)) => [|a _]; last by rewrite /Rdiv Rmult_0_l exp_0.
by rewrite sum_const !Rmult_1_r; lra.
Qed.

(** The exponential gaps to the maximum: 1 at a maximiser, below 1 elsewhere. *)
Let gap q a := exp ((q a - maximum q) / alpha).

Let log_sum_exp_gap q : 0 < alpha -> log_sum_exp alpha q = maximum q + alpha * ln (\sum_a gap q a).
Proof.
move=> alpha_gt0; rewrite -[_ * _](log_sum_expE alpha_gt0) Rplus_comm.
by apply: (log_sum_exp_shift a0) => // a; ring.
Qed.

Let is_maximiser_le_gap q a : is_maximiser q a <= gap q a.
Proof.
rewrite /gap; case: (is_maximiserP q a) => [[-> ->]|[_ ->]]; last exact/Rlt_le/exp_pos.
by rewrite /Rminus Rplus_opp_r /Rdiv Rmult_0_l exp_0; lra.
Qed.

Let gap_le1 q a : 0 < alpha -> gap q a <= 1.
Proof.
move=> alpha_gt0; rewrite -exp_0 /gap; have [d0|<-] : (q a - maximum q) / alpha <= 0; last lra.
  have := le_maximum q a; have := Rinv_0_lt_compat _ alpha_gt0; rewrite /Rdiv; nra.
exact/Rlt_le/exp_increasing.
Qed.

(** Log-sum-exp lies between the maximum, raised by the logarithm of its multiplicity, and the maximum raised
    by that of the number of actions; *)
Theorem log_sum_exp_bounds q :
  maximum q + alpha * ln (ties q) <= log_sum_exp alpha q <= maximum q + alpha * ln n.
Proof.
case: alpha_ge0 => [alpha_gt0|<-]; last by rewrite log_sum_exp0; lra.
have ties0 := ties_ge1 a0 q; rewrite log_sum_exp_gap //.
have low : ties q <= \sum_a gap q a by apply: sum_le => a; apply: is_maximiser_le_gap.
have high : \sum_a gap q a <= n.
  by rewrite -[n]Rmult_1_r -sum_const; apply: sum_le => a; apply: gap_le1.
have := @ln_monotone (ties q) _ _ low; have := @ln_monotone (\sum_a gap q a) n _ high.
by move=> /(_ ltac:(lra)) ? /(_ ltac:(lra)) ?; nra.
Qed.

(** equal action values are worth their common value and the entropy of choosing among them; *)
Theorem log_sum_exp_const c : log_sum_exp alpha (fun _ : A => c) = c + alpha * ln n.
Proof.
have maxc : maximum (fun _ : A => c) = c.
  by apply: Rle_antisym; [apply: (maximum_le a0) => _; lra | exact: (le_maximum (fun _ : A => c) a0)].
have ties_n : ties (fun _ : A => c) = n.
  rewrite -[n]Rmult_1_r -sum_const; apply: eq_bigr => a _.
  by case: (is_maximiserP (fun _ : A => c) a) => [[_ ->] //|[ne _]]; case: ne.
by have := log_sum_exp_bounds (fun _ : A => c); rewrite maxc ties_n; lra.
Qed.

(** at a positive temperature the first is an equality only if all actions are maximisers, *)
Theorem log_sum_exp_min_eq q : 0 < alpha ->
  log_sum_exp alpha q = maximum q + alpha * ln (ties q) -> forall a, q a = maximum q.
Proof.
move=> alpha_gt0; have ties0 := ties_ge1 a0 q; rewrite log_sum_exp_gap // => e a.
have low : ties q <= \sum_a gap q a by apply: sum_le => b; apply: is_maximiser_le_gap.
have sum_eq : \sum_a (gap q a - is_maximiser q a) = 0.
  rewrite sumB -/(ties q); suff -> : \sum_a gap q a = ties q by lra.
  by apply: ln_inv; nra.
have gap0 : gap q a - is_maximiser q a = 0.
  by apply: sum_eq0 sum_eq a => b; have := is_maximiser_le_gap q b; lra.
case: (is_maximiserP q a) gap0 => [[]//|[_ ->]].
by have := exp_pos ((q a - maximum q) / alpha); rewrite /gap; lra.
Qed.

(** and so is the second. *)
Theorem log_sum_exp_max_eq q : 0 < alpha ->
  log_sum_exp alpha q = maximum q + alpha * ln n -> forall a, q a = maximum q.
Proof.
move=> alpha_gt0; have ties0 := ties_ge1 a0 q; rewrite log_sum_exp_gap // => e a.
have low : ties q <= \sum_a gap q a by apply: sum_le => b; apply: is_maximiser_le_gap.
have sum_eq : \sum_a (1 - gap q a) = 0.
  rewrite sumB sum_const; suff -> : \sum_a gap q a = n by lra.
  apply: ln_inv; try nra.
  by apply: lt_0_INR; apply/ltP/card_gt0P; exists a0.
have gap0 : 1 - gap q a = 0.
  by apply: sum_eq0 sum_eq a => b; have := gap_le1 q b alpha_gt0; lra.
have /exp_inv d0 : exp ((q a - maximum q) / alpha) = exp 0 by rewrite exp_0 -/(gap q a); lra.
suff : q a - maximum q = alpha * 0 by lra.
by rewrite -d0; field; lra.
Qed.

End Maximum.

(** *** Two temperatures *)

Section Temperatures.
Variables (A : finType) (a0 : A) (alpha beta : R).
Hypotheses (alpha_ge0 : 0 <= alpha) (alpha_le_beta : alpha <= beta).
Implicit Types (p q : A -> R).

Let beta_ge0 : 0 <= beta. Proof. by lra. Qed.

(** Log-sum-exp grows with the temperature, at a rate between the two entropies: *)
Theorem temperature_sandwich p p' q : optimal alpha q p -> optimal beta q p' ->
  (beta - alpha) * entropy p <= log_sum_exp beta q - log_sum_exp alpha q
                             <= (beta - alpha) * entropy p'.
Proof.
move=> [pd e] [pd' e']; have := soft_state_value_le beta_ge0 q pd; have := soft_state_value_le alpha_ge0 q pd'.
rewrite (soft_state_value_temperature alpha beta) e (soft_state_value_temperature beta alpha) e'; lra.
Qed.

(** it is nondecreasing, *)
Theorem log_sum_exp_temperature q : log_sum_exp alpha q <= log_sum_exp beta q.
Proof.
have opt := softmax_optimal alpha_ge0 a0 q.
have := temperature_sandwich opt (softmax_optimal beta_ge0 a0 q).
by have := entropy_ge0 (proj1 opt); nra.
Qed.

(** mellowmax is nonincreasing, *)
Theorem mellowmax_temperature q :
  log_sum_exp beta q - beta * ln (INR #|A|) <= log_sum_exp alpha q - alpha * ln (INR #|A|).
Proof.
have opt := softmax_optimal beta_ge0 a0 q.
have := temperature_sandwich (softmax_optimal alpha_ge0 a0 q) opt.
by have := entropy_le (proj1 opt); nra.
Qed.

(** and so the entropy of the softmax is nondecreasing. *)
Theorem entropy_temperature q : entropy (softmax alpha q) <= entropy (softmax beta q).
Proof.
case: alpha_le_beta => [lt|->]; last lra.
have := temperature_sandwich (softmax_optimal alpha_ge0 a0 q) (softmax_optimal beta_ge0 a0 q).
by nra.
Qed.

End Temperatures.

(** *** Distances between distributions *)

Section Pinsker.
Variables (A : finType) (p p' : A -> R).
Hypotheses (pd : dist p) (pd' : dist p') (p'0 : forall a, 0 < p' a).

(** Gibbs' bound with a distribution in place of the softmax. *)
Lemma variational (f : A -> R) : \sum_a p a * f a - ln (\sum_a p' a * exp (f a)) <= KL p p'.
Proof.
pose q a := f a + ln (p' a); have := soft_state_value_le Rle_0_1 q pd.
rewrite log_sum_expE; last lra.
rewrite (eq_bigr (fun a => p' a * exp (f a))) => [|a _]; last first.
  by rewrite /q /Rdiv Rinv_1 Rmult_1_r exp_plus exp_ln // Rmult_comm.
suff -> : soft_state_value 1 p q = \sum_a p a * f a - KL p p' by lra.
rewrite -sumB; apply: eq_bigr => a _; rewrite /q; case: (proj1 pd a) => [pa|<-]; last by ring.
by rewrite ln_quotient //; ring.
Qed.

(** **Pinsker's inequality**: the divergence is at least half the square of the total distance. *)
Theorem pinsker : (\sum_a Rabs (p a - p' a)) ^ 2 / 2 <= KL p p'.
Proof.
set d := \sum_a _; have d0 : 0 <= d by apply: sum_ge0 => a; apply: Rabs_pos.
pose f a := if Rle_dec (p' a) (p a) then d else - d.
have fb a : - d <= f a <= d by rewrite /f; case: (Rle_dec _ _) => /= _; lra.
have := variational f; have := hoeffding pd' fb.
suff : \sum_a p a * f a - \sum_a p' a * f a = d * d by lra.
rewrite -sumB -sumMl; apply: eq_bigr => a _; rewrite /f.
by case: (Rle_dec _ _) => le /=; [rewrite Rabs_pos_eq | rewrite Rabs_left]; lra.
Qed.

End Pinsker.

Section Softmaxes.
Variables (A : finType) (a0 : A) (alpha : R).
Hypothesis alpha_gt0 : 0 < alpha.
Implicit Types (p q : A -> R).

(** A distribution loses at least [alpha / 2] times the square of its distance from the softmax. *)
Theorem softmax_loss p q : dist p ->
  alpha / 2 * (\sum_a Rabs (p a - softmax alpha q a)) ^ 2 <= log_sum_exp alpha q - soft_state_value alpha p q.
Proof.
move=> pd; rewrite gibbs_identity //.
by have := pinsker pd (softmax_dist a0 alpha_gt0 q) (softmax_gt0 alpha_gt0 q); nra.
Qed.

(** Two softmaxes diverge by at most the square of the span of the change of the action values. *)
Theorem softmax_divergence q q' lo hi : (forall a, lo <= q a - q' a <= hi) ->
  alpha * KL (softmax alpha q) (softmax alpha q') <= (hi - lo) ^ 2 / (8 * alpha).
Proof.
move=> b; set p := softmax alpha q; have pd : dist p := softmax_dist a0 alpha_gt0 q.
have [_ attained] := softmax_optimal (Rlt_le _ _ alpha_gt0) a0 q.
rewrite -gibbs_identity //.
have -> : log_sum_exp alpha q' - soft_state_value alpha p q'
        = alpha * (ln (\sum_a p a * exp ((q' a - q a) / alpha)) - \sum_a p a * ((q' a - q a) / alpha)).
  have -> : \sum_a p a * exp ((q' a - q a) / alpha) = exp ((log_sum_exp alpha q' - log_sum_exp alpha q) / alpha).
    have -> : (log_sum_exp alpha q' - log_sum_exp alpha q) / alpha
            = log_sum_exp alpha q' / alpha + - (log_sum_exp alpha q / alpha) by field; lra.
    rewrite exp_plus (exp_log_sum_exp a0) // -sumMr; apply: eq_bigr => a _.
    by rewrite /p softmaxE // -!exp_plus; congr exp; field; lra.
  rewrite ln_exp.
  have -> : \sum_a p a * ((q' a - q a) / alpha) = (soft_state_value alpha p q' - soft_state_value alpha p q) / alpha.
    by rewrite soft_state_valueB /Rdiv -sumMr; apply: eq_bigr => a _; ring.
  by rewrite attained; field; lra.
have bounds a : - (hi / alpha) <= (q' a - q a) / alpha <= - (lo / alpha).
  have := Rinv_0_lt_compat _ alpha_gt0; have := b a; rewrite /Rdiv; nra.
have := Rmult_le_compat_l alpha _ _ (Rlt_le _ _ alpha_gt0) (hoeffding pd bounds).
have -> : (hi - lo) ^ 2 / (8 * alpha) = alpha * ((- (lo / alpha) - - (hi / alpha)) ^ 2 / 8) by field; lra.
lra.
Qed.

End Softmaxes.

(** *** The Boltzmann average: what goes wrong without the entropy *)

Definition boltzmann_average (A : finType) (beta : R) (q : A -> R) : R :=
  (\sum_a q a * exp (beta * q a)) / \sum_a exp (beta * q a).

(** On two actions it can move by more than the action values do. *)
Theorem boltzmann_average_expands beta : 0 < beta ->
  exists q q' : bool -> R,
    distance q q' < Rabs (boltzmann_average beta q - boltzmann_average beta q').
Proof.
move=> beta0; pose values x (b : bool) := if b then ln x / beta else 0.
have average x : 0 < x -> boltzmann_average beta (values x) = x / (x + 1) * ln x / beta.
  move=> x0; rewrite /boltzmann_average !big_bool /= Rmult_0_r exp_0.
  have -> : beta * (ln x / beta) = ln x by field; lra.
  by rewrite exp_ln //; field; lra.
have ln94 : ln 4 < ln 9 by apply: ln_increasing; lra.
have ln916 : ln 9 < 2 * ln 4.
  by have := ln_mult 4 4; have := ln_increasing 9 (4 * 4); lra.
exists (values 9), (values 4); rewrite !average; try lra.
have inv0 := Rinv_0_lt_compat _ beta0.
apply: (@Rle_lt_trans _ ((ln 9 - ln 4) / beta)).
  apply: norm_le => [|[]]; rewrite /values; [rewrite /Rdiv; nra | | rewrite Rminus_0_r Rabs_R0 /Rdiv; nra].
  by rewrite Rabs_pos_eq; rewrite /Rdiv; nra.
rewrite Rabs_pos_eq; rewrite /Rdiv; nra.
Qed.
