(******************************************************************************)
(*  The checker on big integers                                               *)
(*                                                                            *)
(*  A number is m * 2^e with integers m and e, so that a double is exact.     *)
(*  Interval arithmetic is coq-interval's on such numbers, which are built on *)
(*  the kernel's 63-bit integers and assume nothing about machine floats.     *)
(******************************************************************************)

From Coq Require Export NArith.
From mathcomp Require Export seq.
From Bignums Require Export BigZ.
From Interval.Float Require Import Specific_ops Specific_bigint.
From Interval.Interval Require Import Float_full.
From SoftBellman Require Export Rows.
From SoftBellman Require Import Checker.

Module BigintNumber := SpecificFloat BigIntRadix2.
Module BigintInterval := FloatIntervalFull BigintNumber.
Module Bigint := Checker BigintInterval.

(** [m * 2^e], and what is no number. *)
Definition dyadic (m e : bigZ) : Bigint.num := Specific_ops.Float m e.
Definition not_a_number : Bigint.num := Specific_ops.Fnan.

(** With 60 bits. *)
Definition check := Bigint.check 60%bigZ.

Theorem check_sound m c : check m c = true -> Bigint.certified m c.
Proof. exact (@Bigint.check_sound 60%bigZ m c). Qed.
