// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title MODELLED board of contribution tasks: work is scored, and paid in two tokens in proportion to its quality.
/// @notice Modelled on Sahara's dual-reward tasks (its own token and a partner's). Scores, floor and rounding are ours.
contract ModelledTaskBoard {
    using SafeERC20 for IERC20;

    uint256 public constant MILLION = 1_000_000;

    struct Task { address requester; address reviewer; bytes32 asset; uint256 reward; uint256 partnerReward; uint32 qualityFloorPpm; uint32 places; }

    struct Submission { bytes32 task; address contributor; bool isReviewed; }

    IERC20 public immutable token;
    IERC20 public immutable partner;
    mapping(bytes32 => Task) public tasks;
    Submission[] public submissions;

    error TaskExists(bytes32 task);
    error NoPlace(bytes32 task);
    error NotAllowed(address caller);
    error AlreadyReviewed(uint256 submission);
    error BadQuality(uint32 qualityPpm);

    event TaskOpened(
        bytes32 indexed task, address indexed requester, bytes32 indexed asset, string kind, uint256 escrow, uint256 partnerEscrow
    );
    event WorkSubmitted(uint256 indexed submission, bytes32 indexed task, address indexed contributor, bytes32 contentHash);
    event WorkReviewed(uint256 indexed submission, address indexed reviewer, bytes32 indexed asset, uint32 qualityPpm, bool accepted);
    event RewardPaid(uint256 indexed submission, address indexed contributor, bytes32 indexed asset, address token, uint256 amount);
    event RestReturned(uint256 indexed submission, address indexed requester, address token, uint256 amount);

    constructor(IERC20 token_, IERC20 partner_) {
        token = token_;
        partner = partner_;
    }

    /// @notice Opens a task and escrows the full reward of each place. @param asset what the work adds to.
    function open(bytes32 id, string calldata kind, Task calldata task) external {
        if (tasks[id].requester != address(0)) revert TaskExists(id);
        if (task.requester != msg.sender) revert NotAllowed(msg.sender);
        tasks[id] = task;
        uint256 escrow = task.reward * task.places;
        uint256 partnerEscrow = task.partnerReward * task.places;
        token.safeTransferFrom(msg.sender, address(this), escrow);
        partner.safeTransferFrom(msg.sender, address(this), partnerEscrow);
        emit TaskOpened(id, msg.sender, task.asset, kind, escrow, partnerEscrow);
    }

    function submit(bytes32 task, bytes32 contentHash) external returns (uint256 submission) {
        if (tasks[task].places == 0) revert NoPlace(task);
        tasks[task].places--;
        submission = submissions.length;
        submissions.push(Submission(task, msg.sender, false));
        emit WorkSubmitted(submission, task, msg.sender, contentHash);
    }

    /// @notice Pays reward x quality, rounded down; the rest returns to the requester. Below the floor nothing is paid.
    function review(uint256 submission, uint32 qualityPpm) external {
        Submission storage work = submissions[submission];
        Task storage task = tasks[work.task];
        if (msg.sender != task.reviewer) revert NotAllowed(msg.sender);
        if (work.isReviewed) revert AlreadyReviewed(submission);
        if (qualityPpm > MILLION) revert BadQuality(qualityPpm);
        work.isReviewed = true;
        bool accepted = qualityPpm >= task.qualityFloorPpm;
        emit WorkReviewed(submission, msg.sender, task.asset, qualityPpm, accepted);
        _pay(submission, work.contributor, task, token, task.reward, accepted ? qualityPpm : 0);
        _pay(submission, work.contributor, task, partner, task.partnerReward, accepted ? qualityPpm : 0);
    }

    function _pay(uint256 submission, address contributor, Task storage task, IERC20 coin, uint256 reward, uint256 qualityPpm) private {
        uint256 paid = (reward * qualityPpm) / MILLION;
        if (paid > 0) {
            coin.safeTransfer(contributor, paid);
            emit RewardPaid(submission, contributor, task.asset, address(coin), paid);
        }

        if (reward > paid) {
            coin.safeTransfer(task.requester, reward - paid);
            emit RestReturned(submission, task.requester, address(coin), reward - paid);
        }
    }
}
