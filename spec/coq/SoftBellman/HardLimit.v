(******************************************************************************)
(*  The soft optimum against the hard one                                     *)
(*                                                                            *)
(*             hard m  ==  the model m at temperature 0                       *)
(*  discounted_entropy m pi s  ==  E[\sum_t gamma^t H(pi(.|s_t))]             *)
(*                                                                            *)
(*  A soft value is the hard value plus alpha times the discounted entropy    *)
(*  (value_hard), which lies between 0 and ln n / (1 - gamma).                *)
(******************************************************************************)

From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition hard (m : mdp) : mdp := with_temperature m (Rle_refl 0).

Definition discounted_entropy (m : mdp) (pi : policy (action m)) : state m -> R :=
  discounted m pi (fun s => entropy (pi s)).
Arguments discounted_entropy m pi s : clear implicits.

Section Bias.
Variables (m : mdp) (n : nat).
Hypothesis at_most_n : forall s, (#|action m s| <= n)%N.
Implicit Types (s : state m) (pi : policy (action m)).

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).
Local Notation bias := (alpha * ln (INR n) / (1 - gamma)).

Let gamma01 := discount_bounds m.
Let alpha0 := temperature_ge0 m.

(** The temperature weighs the discounted entropy. *)
Theorem value_hard pi s : value m pi s = value (hard m) pi s + alpha * discounted_entropy m pi s.
Proof.
rewrite /discounted_entropy -discountedM -[value (hard m) pi s]/(discounted m pi (gain (hard m) pi) s) -discountedD.
by apply: discounted_ext => s'; rewrite !gainE /=; ring.
Qed.

Let ln_n_ge0 : 0 <= ln (INR n).
Proof.
case: n => [|k]; first by rewrite ln_0; lra.
by apply: ln_ge0; rewrite S_INR; have := pos_INR k; lra.
Qed.

(** A discounted entropy is at least 0 and at most that of choosing uniformly among [n] actions for ever. *)
Theorem discounted_entropy_bounds pi s : 0 <= discounted_entropy m pi s <= ln (INR n) / (1 - gamma).
Proof.
have b s' : 0 <= entropy (pi s') <= ln (INR n).
  case live_s: (live m s').
    have /existsP[a _] := live_s; have pd := prob_dist pi a.
    split; first exact: entropy_ge0.
    apply: Rle_trans (entropy_le pd) _; apply: ln_monotone; last exact/le_INR/leP.
    by apply: lt_0_INR; apply/ltP/card_gt0P; exists a.
  by rewrite /entropy sum_none; [lra | exact: not_live].
by split; [apply: discounted_ge0 => s'; case: (b s') | apply: discounted_bound => // s'; case: (b s')].
Qed.

(** So the soft optimum exceeds the hard one by at most [alpha ln n / (1 - gamma)], *)
Theorem temperature_bias s : optimal_value (hard m) s <= optimal_value m s <= optimal_value (hard m) s + bias.
Proof.
split.
- rewrite -(@optimal_policy_attains (hard m)).
  have := @value_le_optimal m (optimal_policy (hard m)) s; rewrite value_hard.
  by have := discounted_entropy_bounds (optimal_policy (hard m)) s; nra.
- rewrite -(@optimal_policy_attains m) value_hard.
  have := value_le_optimal (m := hard m) (optimal_policy m) s.
  by have := discounted_entropy_bounds (optimal_policy m) s; rewrite /Rdiv Rmult_assoc -/(Rdiv _ _); nra.
Qed.

(** and the soft optimal policy loses at most as much of the hard value. *)
Theorem soft_policy_hard_value s :
  optimal_value (hard m) s - bias <= value (hard m) (optimal_policy m) s <= optimal_value (hard m) s.
Proof.
split; last exact: (value_le_optimal (m := hard m)).
have := temperature_bias s; rewrite -(@optimal_policy_attains m) value_hard.
by have := discounted_entropy_bounds (optimal_policy m) s; rewrite /Rdiv Rmult_assoc -/(Rdiv _ _); nra.
Qed.

End Bias.
