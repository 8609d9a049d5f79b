(******************************************************************************)
(*  Certificates that pass and that do not, on floating-point numbers         *)
(*                                                                            *)
(*  One state in which to stay or to leave, and a terminal state.             *)
(******************************************************************************)

From SoftBellman Require Import CheckerFloat.

Open Scope float_scope.

Notation num := Double.num.

(** Staying pays about ln 2, leaving about ln 3: V* is about ln 9 = 2.1972245773. *)
Definition stay_or_leave (weight gamma alpha : num) (successor : N) : model num := Model
  [:: [:: Row 0x162e42fefa39efp-53 [:: To 0 weight];
          Row 0x1193ea7aad030bp-52 [:: To successor 0x3p0; Pay 1 0x1p0 0x0p0]];
      [::]]
  gamma alpha.

Definition bounds (lower upper : num) : certificate num := Certificate
  [:: lower; 0x0p0] [:: upper; 0x0p0]
  [:: [:: Some (-0x19f323ecbf984dp-54); Some (-0x1193ea7aad030bp-52)]; [::]].

Definition model := stay_or_leave 0x1p0 0x1p-1 0x1p0 2.
Definition low := 0x8c9f53d50badp-46.
Definition high := 0x2327d4f587a37p-48.

(** The true bounds pass, *)
Lemma passes : check model (bounds low high) = true.
Proof. vm_cast_no_check (eq_refl true). Qed.

(** so they hold. *)
Theorem holds : Double.certified model (bounds low high).
Proof. exact (check_sound model (bounds low high) passes). Qed.

(** What is refused: bounds on the wrong side of the truth, *)
Lemma refuses_bounds : check model (bounds high high) = false /\ check model (bounds low low) = false.
Proof. vm_compute. split; reflexivity. Qed.

(** bounds that are no numbers, *)
Lemma refuses_nan : check model (bounds nan high) = false /\ check model (bounds low nan) = false.
Proof. vm_compute. split; reflexivity. Qed.

Lemma refuses_infinity : check model (bounds neg_infinity high) = false /\ check model (bounds low infinity) = false.
Proof. vm_compute. split; reflexivity. Qed.

(** a weight that is negative, missing or no number, *)
Lemma refuses_weights :
  check (stay_or_leave (-0x1p0) 0x1p-1 0x1p0 2) (bounds low high) = false /\
  check (stay_or_leave 0x0p0 0x1p-1 0x1p0 2) (bounds low high) = false /\
  check (stay_or_leave nan 0x1p-1 0x1p0 2) (bounds low high) = false.
Proof. vm_compute. repeat split; reflexivity. Qed.

(** a discount of 1, a negative temperature, *)
Lemma refuses_parameters :
  check (stay_or_leave 0x1p0 0x1p0 0x1p0 2) (bounds low high) = false /\
  check (stay_or_leave 0x1p0 0x1p-1 (-0x1p0) 2) (bounds low high) = false.
Proof. vm_compute. split; reflexivity. Qed.

(** a successor that is no state, *)
Lemma refuses_successor : check (stay_or_leave 0x1p0 0x1p-1 0x1p0 3) (bounds low high) = false.
Proof. vm_compute. reflexivity. Qed.

(** and vectors that are too short. *)
Lemma refuses_short : check model (Certificate [:: low] [:: high; 0x0p0] [:: [::]; [::]]) = false.
Proof. vm_compute. reflexivity. Qed.

(** At temperature 0 the optimum is 2 ln 2, for staying: the same tests decide. *)
Lemma hard_passes : check (stay_or_leave 0x1p0 0x1p-1 0x0p0 2)
  (Certificate [:: 0xb17214f0520d1p-51; 0x0p0] [:: 0xb1721d53cddd7p-51; 0x0p0] [:: [:: Some 0x0p0; None]; [::]]) = true.
Proof. vm_compute. reflexivity. Qed.
