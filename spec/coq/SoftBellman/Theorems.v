(******************************************************************************)
(*  Every claim of Statements.v, proved                                       *)
(*                                                                            *)
(*  Theorem x : Statements.x, by reference to the lemmas of the other files;  *)
(*  axioms.txt lists all that these proofs assume.                            *)
(******************************************************************************)

From Coquelicot Require Import Coquelicot.
From SoftBellman Require Statements.
From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators Evaluation.
From SoftBellman Require Import Improvement Iteration Certificate Invariance HardLimit MovingAverage.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

(** ** One state *)

Section OneState.
Variable A : finType.

Theorem log_sum_exp_bounds : Statements.log_sum_exp_bounds A.
Proof.
move=> a0 alpha q alpha0; split; first exact: log_sum_exp_bounds.
by split=> alpha_gt0; [apply: log_sum_exp_min_eq | apply: log_sum_exp_max_eq].
Qed.

Theorem shift_equivariance : Statements.shift_equivariance A.
Proof. by move=> a0 alpha q c alpha0; split; [apply: log_sum_exp_shift | apply: softmax_shift]. Qed.

Theorem homogeneity : Statements.homogeneity A.
Proof. by move=> a0 alpha q t alpha0 t0; split; [apply: log_sum_exp_scale | apply: softmax_scale]. Qed.

Theorem gradient_sandwich : Statements.gradient_sandwich A.
Proof.
move=> a0 alpha q q' alpha0; split; [|split; [|split]].
- by move=> p p'; apply: gradient_sandwich.
- apply: log_sum_exp_between => // a.
  by split; [apply: (minimum_le (fun b => q b - q' b)) | apply: (le_maximum (fun b => q b - q' b))].
- exact: log_sum_exp_le.
- exact: log_sum_exp_lipschitz.
Qed.

Theorem temperature_monotonicity : Statements.temperature_monotonicity A.
Proof.
move=> a0 alpha beta q alpha0 le; have beta0 : 0 <= beta by lra.
have opt := softmax_optimal alpha0 a0 q; have opt' := softmax_optimal beta0 a0 q.
split; [|split; [|split; [|split; [split|]]]].
- exact: temperature_sandwich.
- exact: log_sum_exp_temperature.
- exact: mellowmax_temperature.
- exact: entropy_ge0 (proj1 opt).
- exact: entropy_temperature.
- exact: entropy_le (proj1 opt').
Qed.

Theorem gibbs_identity : Statements.gibbs_identity A.
Proof.
move=> alpha p q alpha0 pd; have [a0 _] := dist_inhabited pd.
split; [exact: gibbs_identity | split; [|exact: kl_objective_KL]].
by apply: KL_ge0 => //; [exact: softmax_dist | exact: softmax_gt0].
Qed.

Theorem softmax_optimality : Statements.softmax_optimality A.
Proof.
move=> a0 alpha q; split; [|split; [|split; [|split; [|split]]]].
- by move=> alpha0; apply: softmax_ratio.
- by move=> alpha0 p; apply: soft_state_value_le.
- by move=> alpha0; apply: softmax_optimal.
- move=> alpha0 p; split=> [|e]; first exact: optimal_unique.
  have [[p0 p1] attained] := softmax_optimal (Rlt_le _ _ alpha0) a0 q.
  split; first by split=> [a|]; rewrite ?e // (eq_bigr _ (fun a _ => e a)).
  by rewrite -attained; apply: eq_bigr => a _; rewrite e.
- by move=> p; split=> [opt|[pd on_max]]; [split; [case: opt | exact: optimal_maximisers] | exact: maximisers_optimal].
- by move=> alpha0 p; apply: softmax_loss.
Qed.

Theorem softmax_divergence : Statements.softmax_divergence A.
Proof. by move=> a0 alpha q q' lo hi alpha0; apply: softmax_divergence. Qed.

End OneState.

Theorem boltzmann_average_expands : Statements.boltzmann_average_expands.
Proof.
move=> beta beta0; split; first exact: boltzmann_average_expands.
by move=> q q'; apply: (log_sum_exp_lipschitz true); apply: Rle_mult_inv_pos; lra.
Qed.

Theorem moving_average_rate : Statements.moving_average_rate.
Proof.
move=> tau online target k tau01.
by split; [exact: moving_average_closed | apply: moving_average_rate; lra].
Qed.

(** ** Finite MDPs *)

Section FiniteMdp.
Variable m : mdp.

Local Notation gamma := (discount m).

Let gamma01 := discount_bounds m.

Theorem monotonicity : Statements.monotonicity m.
Proof. by move=> V W VW; split=> [|pi]; [apply: optimal_backup_monotone | apply: policy_backup_monotone]. Qed.

Theorem constant_shift : Statements.constant_shift m.
Proof.
move=> V c s live_s; split; [|split].
- by move=> pi; apply: policy_backup_raise.
- exact: optimal_backup_raise.
- exact: backup_raise_endless.
Qed.

Theorem contraction : Statements.contraction m.
Proof.
split; [|split; [|split]].
- by move=> V W; apply: contracts_distance; [lra | exact: optimal_backup_contracts].
- by move=> pi V W; apply: contracts_distance; [lra | exact: policy_backup_contracts].
- move=> V; split=> [|VE s]; first exact: optimal_value_unique.
  rewrite VE -[RHS]optimal_value_eq; apply: Rle_antisym; apply: optimal_backup_monotone => t; rewrite VE; lra.
- move=> pi V; split=> [|VE s]; first exact: value_unique.
  rewrite VE -[RHS]value_eq; apply: Rle_antisym; apply: policy_backup_monotone => t; rewrite VE; lra.
Qed.

Theorem bellman_gap_identity : Statements.bellman_gap_identity m.
Proof.
move=> alpha0 pi V s.
by split; [exact: bellman_gap_identity | split; [exact: policy_backup_le | exact: policy_backup_eq]].
Qed.

Theorem greedy_policies : Statements.greedy_policies m.
Proof.
move=> V; split; [exact: softmax_greedy | split=> alpha0 pi; split].
- exact: greedy_softmax.
- by move=> e s; apply/policy_backup_eq => // a; apply: e.
- by move=> opt s a; apply: greedy_maximisers.
- exact: maximisers_greedy.
Qed.

Theorem optimal_value_is_maximum : Statements.optimal_value_is_maximum m.
Proof. by split; [exact: value_le_optimal | exact: optimal_policy_attains]. Qed.

Theorem sub_super_solution : Statements.sub_super_solution m.
Proof.
split; [|split; [|split]].
- by move=> V sub; split=> [pi s opt|s]; [apply: sub_solution | apply: backup_at_sub].
- by move=> V super; split=> [|s]; [apply: super_solution | apply: backup_at_super].
- move=> c reward_c; split=> [|on]; apply: constant_lower => //; [left|move=> s a|right] => //.
    exact: Rmin_r.
  by have := Rmin_l c 0; have := reward_c s a; lra.
- move=> c reward_c; split=> [|on]; apply: constant_upper => //; [left|move=> s a|right] => //.
    exact: Rmax_r.
  by have := Rmax_l c 0; have := reward_c s a; lra.
Qed.

Theorem residual_bounds : Statements.residual_bounds m.
Proof.
split=> [V lo hi residual terminal0 ends pi s opt live_s|V].
  have [[low mid] high] := residual_bounds residual terminal0 ends opt live_s.
  split=> //; split=> //.
  have -> : gamma * (hi - lo) / (1 - gamma) = gamma * hi / (1 - gamma) - gamma * lo / (1 - gamma) by field; lra.
  by lra.
apply: norm_le => [|s]; first by apply: Rle_mult_inv_pos; [exact: norm_ge0 | lra].
by rewrite Rabs_minus_sym; apply: optimal_value_residual => s'; apply: le_distance.
Qed.

Theorem upper_certificate : Statements.upper_certificate m.
Proof. exact: upper_certificate. Qed.

Theorem lower_certificate : Statements.lower_certificate m.
Proof.
move=> L l pi normalised terminal mass test; split; last exact: lower_certificate.
move=> s; case live_s: (live m s).
  by apply: (lower_test_backup normalised live_s); [apply: mass | apply: test].
by rewrite policy_backup_terminal //; apply: terminal.
Qed.

Theorem value_iteration_rate : Statements.value_iteration_rate m.
Proof. by move=> V k; split=> [|pi]; [exact: optimal_value_rate | exact: value_rate]. Qed.

Theorem soft_policy_evaluation : Statements.soft_policy_evaluation m.
Proof.
move=> pi; split; [|split; [|split; [|split]]].
- by move=> s; apply/is_lim_seq_Reals/discounted_limit.
- exact: evaluation_eq.
- exact: evaluation_unique.
- exact: evaluation_norm_rate.
- exact: evaluation_augmented.
Qed.

Theorem soft_policy_improvement : Statements.soft_policy_improvement m.
Proof.
split; [exact: soft_policy_improvement | split; [exact: class_improvement|]].
move=> alpha0 pi pi' s /existsP[a _]; apply: kl_objective_KL => //; exact: (prob_dist pi' a).
Qed.

Theorem soft_policy_iteration : Statements.soft_policy_iteration m.
Proof.
move=> pi run; split; [|split; [|split]].
- exact: policy_iteration_rises.
- exact: policy_iteration_rate.
- by move=> alpha0 s a; apply/is_lim_seq_Reals/policies_converge.
- by move=> alpha0 s k; apply: policy_distance_rate.
Qed.

Theorem quadratic_rate : Statements.quadratic_rate m.
Proof.
move=> alpha0; split=> [V lo hi b s|pi run k]; last exact: quadratic_rate.
split; first by have := value_le_optimal (softmax_policy m V) s; lra.
exact: softmax_policy_loss.
Qed.

Theorem monotone_policy_iteration : Statements.monotone_policy_iteration m.
Proof. by move=> pi pi' opt; split; [exact: monotone_policy_iteration | exact: policy_iteration_step]. Qed.

Theorem suboptimality_identity : Statements.suboptimality_identity m.
Proof.
move=> alpha0 pi; split; [|split].
- exact: suboptimality_identity.
- by move=> s; rewrite suboptimality_identity //; apply/is_lim_seq_Reals/discounted_limit.
- move=> D; split=> [|DE s]; first exact: suboptimality_unique.
  by rewrite DE (transport_ext pi s DE); apply: suboptimality_eq.
Qed.

Theorem reward_shift : Statements.reward_shift m.
Proof.
move=> c m'; split; [|split; [|split; [|split]]].
- exact: optimal_value_shift.
- exact: optimal_policy_shift.
- exact: value_shift.
- exact: duration_bounds.
- exact: optimal_value_bonus.
Qed.

Theorem reward_scale : Statements.reward_scale m.
Proof.
move=> t t_gt0 m'; split; [|split; [|split]].
- exact: optimal_value_scale.
- exact: optimal_action_value_scale.
- exact: optimal_policy_scale.
- exact: value_scale.
Qed.

Theorem potential_shaping : Statements.potential_shaping m.
Proof.
move=> potential terminal0 m'; split; [|split; [|split]].
- exact: value_shape.
- exact: optimal_value_shape.
- exact: optimal_action_value_shape.
- exact: optimal_policy_shape.
Qed.

Theorem terminal_is_not_absorbing : Statements.terminal_is_not_absorbing m.
Proof.
move=> s; split; [|split].
- by move=> stays live_s; split=> [|pi]; [exact: optimal_value_absorbing | exact: value_absorbing].
- by move=> dead; split=> [|pi]; [exact: optimal_value_terminal | exact: value_terminal].
- by move=> V a; apply: action_value_end.
Qed.

Theorem temperature_bias : Statements.temperature_bias m.
Proof.
move=> n at_most_n s bias; split; [|split].
- by move=> pi; apply: value_hard.
- exact: temperature_bias.
- exact: soft_policy_hard_value.
Qed.

End FiniteMdp.

Theorem simulation_lemma : Statements.simulation_lemma.
Proof. by move=> *; apply: simulation_lemma. Qed.
